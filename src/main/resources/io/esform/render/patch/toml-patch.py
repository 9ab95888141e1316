#!/usr/bin/python3
# Prints the deployment.toml of a Carbon pack with settings changed, all other text as it is.
#
#   toml-patch.py CHANGE FILE TEMPLATES
#     CHANGE     the settings; secrets.xml is in the same directory
#     FILE       the original file of the pack
#     TEMPLATES  the directory of the templates from which the kernel writes its configuration
#
# Exits with 1 and one line on standard error when the change does not fit the pack. The Java code
# (io.esform.render.patch.SettingsRun, io.esform.render.toml) gives the same bytes.
import os
import re
import sys
from collections import namedtuple
from xml.etree import ElementTree


class Failure(Exception):
    pass


# section: the number of names that come from the header; value: the start of a header's brackets.
Statement = namedtuple("Statement", "kind path section start value value_end comment end")
BLANKS = re.compile(r"[ \t]*")
LINES = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
END_OF_LINE = re.compile(r"[ \t]*(#[^\n]*?)?(?:\r?\n|\Z)")
LONG_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""(?:"{0,2})|' r"'''(?:[^']|'(?!''))*'''(?:'{0,2})", re.S)
SHORT_STRING = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"|' r"'[^'\n]*'")
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
BARE_VALUE = re.compile(r"[^,\]}#\r\n\"']*")
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.S)
TOML_FILE = "repository/conf/deployment.toml: "
DIRECTIVE = re.compile(r"# (template|needs|no key for|binds|refuses|removes) ([^ ]+)(?: (.*))?")
HEADER = re.compile(r"(\[{1,2})([^\]]+)\]{1,2}")
SETTING = re.compile(r"([\w.]+) = (.*)", re.A)


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def malformed(text, at):
    return Failure("expected TOML: line %d" % line_of(text, at))


def unescaped(match):
    digits = match.group(1) or match.group(2)
    if digits:
        code = int(digits, 16)
        return chr(code) if code < 0x110000 else ""
    named = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}
    return named.get(match.group(3), match.group(3))


def plain(value):
    if value.startswith("'"):
        return value[1:-1]
    return ESCAPE.sub(unescaped, value[1:-1]) if value.startswith('"') else value


def after(text, at, word):
    if not text.startswith(word, at):
        raise malformed(text, at)
    return at + len(word)


def key_names(text, at):
    names = []
    while True:
        quoted = text[at:at + 1] in ("'", '"')
        match = (SHORT_STRING if quoted else BARE_KEY).match(text, at)
        if not match:
            raise malformed(text, at)
        names.append(plain(match.group()))
        at = BLANKS.match(text, match.end()).end()
        if text[at:at + 1] != ".":
            return names, at
        at = BLANKS.match(text, at + 1).end()


def group_end(text, at, depth, close, space):
    # The end of an array or an inline table.
    at = space.match(text, at + 1).end()
    while text[at:at + 1] != close:
        if close == "}":
            at = BLANKS.match(text, after(text, key_names(text, at)[1], "=")).end()
        at = space.match(text, toml_value_end(text, at, depth + 1)).end()
        if text[at:at + 1] == ",":
            at = space.match(text, at + 1).end()
        elif text[at:at + 1] != close:
            raise malformed(text, at)
    return at + 1


def toml_value_end(text, at, depth=0):
    first = text[at:at + 1]
    if depth > 100:
        raise malformed(text, at)
    if first == "[":
        return group_end(text, at, depth, "]", LINES)
    if first == "{":
        return group_end(text, at, depth, "}", BLANKS)
    if text[at:at + 3] in ('"""', "'''"):
        match = LONG_STRING.match(text, at)
    elif first in ("'", '"'):
        match = SHORT_STRING.match(text, at)
    else:
        length = len(BARE_VALUE.match(text, at).group().rstrip(" \t"))
        if length:
            return at + length
        match = None
    if not match:
        raise malformed(text, at)
    return match.end()


def toml_statements(text):
    found, section, at = [], [], 0
    while at < len(text):
        start, value = at, BLANKS.match(text, at).end()
        kind = None
        if text[value:value + 1] == "[":
            kind = text[value:value + 2] if text[value:value + 2] == "[[" else "["
            path, at = key_names(text, BLANKS.match(text, value + len(kind)).end())
            at = after(text, at, "]" * len(kind))
            section, inherited = path, 0
        elif text[value:value + 1] not in ("", "#", "\r", "\n"):
            kind, inherited = "=", len(section)
            names, at = key_names(text, value)
            path = section + names
            value = BLANKS.match(text, after(text, at, "=")).end()
            at = toml_value_end(text, value)
        end = END_OF_LINE.match(text, at)
        if not end:
            raise malformed(text, BLANKS.match(text, at).end())
        if kind:
            found.append(Statement(kind, path, inherited, start, value, at, end.start(1), end.end()))
        at = end.end()
    return found


def is_below(statement, path):
    return len(statement.path) > len(path) and statement.path[:len(path)] == path


def holds(statement, path):
    return path[:len(statement.path)] == statement.path


def toml_key(names):
    return ".".join(name if BARE_KEY.fullmatch(name) else '"' + basic(name) + '"' for name in names)


def basic(text):
    # As part of a basic string; also of a JSON string.
    return re.sub(r'[\x00-\x1f"\\\x7f]', lambda found: "\\u%04x" % ord(found.group()), text)


class TomlEditor:
    def __init__(self, text):
        self.line_end = "\r\n" if re.match("[^\n]*\r\n", text) else "\n"
        self.replace_all(text)

    def replace_all(self, text):
        self.statements = toml_statements(text)
        self.text = text

    def replace(self, start, end, text):
        self.replace_all(self.text[:start] + text + self.text[end:])

    def found(self, statement, expected, found):
        return Failure("expected %s, found %s: %s in line %d" % (
            expected, found, ".".join(statement.path), line_of(self.text, statement.value)))

    def indentation(self, statement):
        return BLANKS.match(self.text, statement.start).group()

    def comment_of(self, statement):
        return ("" if statement.comment < 0 else
                self.indentation(statement) + self.text[statement.comment:statement.end])

    def end_of_line_at(self, at):
        return "" if at == 0 or self.text[at - 1] == "\n" else self.line_end

    def add_line(self, at, line):
        self.replace(at, at, self.end_of_line_at(at) + line + self.line_end)

    def append(self, lines):
        end = len(self.text)
        gap = self.end_of_line_at(end) + self.line_end if self.text.strip() else ""
        self.replace(end, end, gap + lines)

    def set(self, path, value):
        table = path[:-1]
        for each in self.statements:
            if each.kind == "[[" and holds(each, path):
                raise self.found(each, "a table", "an array of tables")
            if each.kind == "=" and holds(each, path) and each.path != path:
                raise self.found(each, "a table", "a value")
            if is_below(each, path) or (each.kind != "=" and each.path == path):
                raise self.found(each, "a value", "a table")
        header = sibling = None
        for each in self.statements:
            if each.kind != "=":
                header = each if each.path == table else header
            elif each.path == path:
                self.replace(each.value, each.value_end, value)
                return
            elif (each.path[:each.section] == table if each.section == len(table)
                  else each.section < len(table) and is_below(each, table)):
                sibling = each
        line = toml_key(path[-1:]) + " = " + value
        if sibling:
            line = toml_key(path[sibling.section:]) + " = " + value
            self.add_line(sibling.end, self.indentation(sibling) + line)
        elif header:
            self.add_line(header.end, self.indentation(header) + line)
        elif not table:
            self.add_line(0, line)
        else:
            lines = "[" + toml_key(table) + "]" + self.line_end + line + self.line_end
            below = [each.start for each in self.statements
                     if each.kind != "=" and is_below(each, table)]
            if below:
                # Carbon's parser does not end if a table comes after its subtables.
                self.replace(below[0], below[0], lines + self.line_end)
            else:
                self.append(lines)

    def remove(self, path):
        for each in self.statements:
            if each.kind == "=" and each.path == path:
                self.replace(each.start, each.end, self.comment_of(each))
                return

    def check_array(self, array):
        entered = False
        for each in self.statements:
            entered = entered or (each.kind == "[[" and each.path == array)
            dotted = is_below(each, array) and each.section < len(array)
            if each.kind == "=" and (holds(each, array) or dotted):
                raise self.found(each, "an array of tables", "a value")
            first = each.kind != "=" and is_below(each, array) and not entered
            if first or (each.kind == "[" and each.path == array):
                raise self.found(each, "an array of tables", "a table")
            if each.kind == "[[" and holds(each, array) and each.path != array:
                raise self.found(each, "a table", "an array of tables")

    def entries(self, array):
        entries, inside = [], False
        for each in self.statements:
            if each.kind != "=":
                inside = each.path == array or is_below(each, array)
                if each.path == array:
                    entries.append([])
            if inside and entries:
                entries[-1].append(each)
        return entries

    def id_of(self, entry, array):
        for each in entry:
            if each.kind == "=" and each.section == len(array) and each.path == array + ["id"]:
                return plain(self.text[each.value:each.value_end])
        return ""

    def set_entry(self, array, name, lines):
        self.check_array(array)
        same = [entry for entry in self.entries(array) if self.id_of(entry, array) == name]
        if len(same) > 1:
            raise self.found(same[1][0], "one entry " + name, "another one")
        if not same:
            self.add_entry(array, lines)
            return
        start = kept = same[0][0].end
        text = self.end_of_line_at(start) + self.body(lines)
        for each in same[0][1:]:
            text += self.text[kept:each.start] + self.comment_of(each)
            kept = each.end
        self.replace(start, kept, text)

    def add_entry(self, array, lines):
        self.check_array(array)
        entries = self.entries(array)
        new = "[[" + toml_key(array) + "]]" + self.line_end + self.body(lines)
        if entries:
            end = entries[-1][-1].end
            self.replace(end, end, self.end_of_line_at(end) + self.line_end + new)
        else:
            self.append(new)

    def body(self, lines):
        return "".join(line + self.line_end for line in lines)


def xml_in_toml(text):
    return re.sub(r'[^ -~]|[&<>"\\${}]',
                  lambda found: "&amp;" if found.group() == "&" else "&#%d;" % ord(found.group()), text)


def secrets_beside(change):
    try:
        root = ElementTree.parse(os.path.join(os.path.dirname(change), "secrets.xml"))
    except (OSError, ElementTree.ParseError) as error:
        raise Failure("expected secrets.xml: " + str(error)) from error
    return {secret.get("name"): secret.text or "" for secret in root.iter("secret")}


class Settings:
    def __init__(self, text, change, templates):
        self.file = TomlEditor(text)
        self.tables = list(dict.fromkeys(each.path[0] for each in self.file.statements))
        self.secrets = secrets_beside(change)
        self.templates = templates
        self.template = self.entry = None
        self.active = self.generated = False
        self.table, self.lost, self.misfits = [], [], []

    def template_of(self, target):
        path = os.path.join(self.templates, target + ".j2")
        if not os.path.exists(path):
            return None
        with open(path, encoding="iso-8859-1", newline="") as file:
            return file.read()

    def directive(self, word, subject, rest):
        if word == "template":
            self.end_entry()
            self.template = self.template_of(subject)
            self.active = self.template is not None or not self.generated
        elif not self.active:
            return
        elif word == "removes":
            self.file.remove(subject.split("."))
        elif self.template is None:
            return
        elif word == "needs":
            if subject not in self.template:
                self.active = False
                self.lost.append(rest)
        elif word == "no key for":
            self.lost.append(subject + " " + rest)
        elif word == "binds":
            if subject in self.template:
                self.misfits.append("expected a template without the %s, found one. "
                                    "Remove the %s from the template." % (rest, rest))
        elif any(each.path == subject.split(".") or is_below(each, subject.split("."))
                 for each in self.file.statements):
            self.misfits.append("found the table %s, which %s. "
                                "Remove it from the file in the pack." % (subject, rest))

    def end_entry(self):
        if self.entry:
            name = self.entry[0]
            self.file.set_entry(self.table, name[name.index('"') + 1:-1], self.entry)
        self.entry = None

    def with_secrets(self, value):
        def secret(match):
            if match.group(1) not in self.secrets:
                raise Failure("expected the secret " + match.group(1) + " in secrets.xml")
            return xml_in_toml(self.secrets[match.group(1)])

        return re.sub(r"\$esform\{([^}]*)\}", secret, value)

    def line(self, line):
        directive, header, setting = (each.fullmatch(line) for each in (DIRECTIVE, HEADER, SETTING))
        if directive:
            self.directive(*directive.groups())
        elif header:
            self.end_entry()
            self.table = header.group(2).split(".")
            self.entry = [] if len(header.group(1)) == 2 else None
        elif setting and self.active:
            key, value = setting.group(1), self.with_secrets(setting.group(2))
            if self.entry is not None:
                self.entry.append(key + " = " + value)
            else:
                self.file.set(self.table + key.split("."), value)

    def result(self, lines):
        found = [line.removeprefix("# template ") for line in lines if line.startswith("# template ")]
        # Without any template, it is unknown which files the kernel writes: all settings are set.
        self.generated = any(self.template_of(file) is not None for file in found)
        for line in lines:
            self.line(line)
        self.end_entry()
        if self.lost:
            self.misfits.insert(0, "no key of this kernel's templates sets " + ", ".join(self.lost)
                                + ". Remove these settings from the node, or remove the file from the"
                                + " pack, which loses its tables: " + ", ".join(self.tables) + ".")
        if self.misfits:
            raise Failure(" ".join(self.misfits))
        return self.file.text


def patched_toml(content, change, templates):
    with open(change, encoding="utf-8", newline="\n") as file:
        lines = file.read().split("\n")
    try:
        return Settings(content.decode("utf-8"), change, templates).result(lines).encode("utf-8")
    except UnicodeDecodeError as error:
        raise Failure(TOML_FILE + "expected UTF-8: offset %d" % error.start) from error
    except Failure as failure:
        raise Failure(TOML_FILE + str(failure)) from failure


def main(change, path, templates):
    with open(path, "rb") as file:
        content = file.read()
    try:
        result = patched_toml(content, change, templates)
    except Failure as failure:
        sys.exit(str(failure))
    sys.stdout.buffer.write(result)


if __name__ == "__main__":
    main(*sys.argv[1:])
