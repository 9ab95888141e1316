#!/usr/bin/python3
# Prints a file of a Carbon pack with overrides applied.
#
#   override-patch.py TARGET FILE SECRETS OVERRIDE...
#     TARGET    the path of the file in the pack
#     FILE      the file after esform's own change; missing if the pack does not have it
#     SECRETS   the path of secrets.xml
#     OVERRIDE  a whole file (.content), a stylesheet (.xsl), a merge patch (.json), keys (.toml), or
#               settings (.properties), in order
#
# Exits with 1 and one line on standard error when an override does not fit. The Java code
# (io.esform.render.patch.OverrideRun, io.esform.render.properties, TomlMerge) gives the same bytes.
import importlib.util
import os
import re
import sys
from xml.etree import ElementTree


def script(name):
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    spec = importlib.util.spec_from_file_location(name.replace("-", "_")[:-3], path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sys.dont_write_bytecode = True
pack = script("pack-patch.py")
toml = script("toml-patch.py")
Failure = pack.Failure


# --- Properties ----------------------------------------------------------------------------------


LINE_END = re.compile(r"\r\n|\r|\n")
# Also lines of a backslash alone.
BLANKS = re.compile(r"[ \t\f]*(?:\\(?:\r\n|\r|\n)[ \t\f]*)*")
NATURAL = re.compile(r"[^\r\n]*")
# A backslash with its line end, or with the next character, or alone at the end of the text.
PART = re.compile(r"\\(?:(?:\r\n|\r|\n)[ \t\f]*|([^\r\n])|\Z)|([^\\\r\n])")


def unescaped(text, line):
    def character(match):
        digits = match.group(1)
        if digits is not None:
            if not re.fullmatch("[0-9A-Fa-f]{4}", digits):
                raise Failure("expected four hexadecimal digits after \\u: line %d" % line)
            return chr(int(digits, 16))
        return {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}.get(match.group(2), match.group(2))

    plain = re.sub(r"\\(?:u(.{0,4})|(.))", character, text, flags=re.S)
    # Two escapes may be one character.
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def settings(text):
    # (key, value, whether it is separated, start and end of the value, whether the text ends in its
    # backslash) of each setting.
    found, at = [], 0
    while at < len(text):
        at = BLANKS.match(text, at).end()
        if at == len(text) or text[at] in "\r\n":
            at = LINE_END.match(text, at).end() if at < len(text) else at
        elif text[at] in "#!":
            at = NATURAL.match(text, at).end()
        else:
            start, characters, places, continued = at, "", [], False
            while at < len(text) and text[at] not in "\r\n":
                part = PART.match(text, at)
                if part.group(1) or part.group(2):
                    characters += part.group()
                    places += range(at, part.end())
                continued = part.group() == "\\"
                at = part.end()
            split = re.match(r"((?:\\.|[^ \t\f=:\\])*)([ \t\f]*[=:]?[ \t\f]*)", characters, re.S)
            line = len(LINE_END.split(text[:start]))
            value = split.end()
            if characters:
                found.append((unescaped(split.group(1), line), unescaped(characters[value:], line),
                              bool(split.group(2)), places[value - 1] + 1, at, continued))
            at = LINE_END.match(text, at).end() if at < len(text) else at
    return found


def escaped(text, also=""):
    named = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\f": "\\f"}

    def character(match):
        found = match.group()
        if found in named:
            return named[found]
        if " " <= found <= "~":
            return "\\" + found
        units = found.encode("utf-16-be", "surrogatepass").hex()
        return "".join("\\u" + units[i:i + 4] for i in range(0, len(units), 4))

    return re.sub(r"[^ -~]|[\\%s]" % also, character, text)


def escaped_value(text):
    value = escaped(text)
    return "\\" + value if value[:1] in (" ", "=", ":") else value


def merged_properties(text, change):
    for key, value, _, _, _, _ in settings(change):
        found = settings(text)
        same = [each for each in found if each[0] == key]
        end = "\r\n" if re.match("[^\n]*\r\n", text) else "\n"
        if same and same[-1][1] != value:
            _, _, separated, start, stop, _ = same[-1]
            text = text[:start] + ("" if separated else "=") + escaped_value(value) + text[stop:]
        elif not same:
            inside = bool(found) and found[-1][4] == len(text)
            gap = "" if text[-1:] in ("", "\r", "\n") and not inside else end
            text += gap * (2 if inside and (found[-1][5] or text.endswith("\r")) else 1)
            text += escaped(key, " =:#!") + "=" + escaped_value(value) + end
    return text


# --- TOML ----------------------------------------------------------------------------------------


def merged_toml(text, change):
    file, array, lines, name = toml.TomlEditor(text), None, [], ""

    def end_entry():
        if array is not None and name:
            file.set_entry(array, name, lines)
        elif array is not None:
            file.add_entry(array, lines)

    for each in toml.toml_statements(change):
        if each.kind != "=":
            if array is not None and toml.is_below(each, array):
                raise Failure("expected dotted keys in an entry of [[%s]], found a header: line %d"
                              % (toml.toml_key(array), toml.line_of(change, each.value)))
            end_entry()
            array, lines, name = each.path if each.kind == "[[" else None, [], ""
            continue
        value = change[each.value:each.value_end].replace("\r\n", "\n").replace("\n", file.line_end)
        if array is None:
            file.set(each.path, value)
            continue
        key = each.path[each.section:]
        lines.append(toml.toml_key(key) + " = " + value)
        if key == ["id"]:
            name = toml.plain(value)
    end_entry()
    return file.text


# --- Secrets -------------------------------------------------------------------------------------


PLACEHOLDER = re.compile(r"\$esform\{([A-Za-z_][A-Za-z0-9_-]{0,99})\}")


def check_placeholders(text):
    if "$esform" in PLACEHOLDER.sub("", text):
        raise Failure("expected $esform{NAME} for a secret, found $esform without a name. In an "
                      "attribute of a stylesheet, braces are doubled: $esform{{NAME}}")


def filled(target, text, secrets):
    check_placeholders(text)

    def value(match):
        secret = secrets.get("secrets_" + match.group(1))
        if secret is None:
            raise Failure("expected the secret " + match.group(1))
        if re.match("\ufeff?[ \t\r\n]*<", text):
            return re.sub("[^ -~]|[&<>\"']", lambda found: "&#%d;" % ord(found.group()), secret)
        if target == "repository/conf/deployment.toml":
            return toml.xml_in_toml(secret)
        if target.endswith(".properties"):
            return escaped_value(secret)
        return toml.basic(secret) if target.endswith((".json", ".toml")) else secret

    return PLACEHOLDER.sub(value, text)


# -------------------------------------------------------------------------------------------------


def transformed(change, content, text):
    pack.tokens(text)
    result = pack.transformed(change, "-", content)
    try:
        ElementTree.fromstring(result.encode("utf-8"))
    except ElementTree.ParseError as error:
        raise Failure("expected a stylesheet whose result is well-formed XML: " + str(error)) from error
    return pack.respelled(text, result)


def decoded(target, content):
    return (content.decode("iso-8859-1"), "iso-8859-1") if target.endswith(".properties") \
        else pack.decoded(content)


def overridden(target, content, change):
    with open(change, encoding="utf-8", newline="") as file:
        override = file.read()
    if change.endswith(".content"):
        check_placeholders(override)
        return override.encode("utf-8")
    if content is None:
        raise Failure("the pack has no such file")
    text, encoding = decoded(target, content)
    if change.endswith(".xsl"):
        text = transformed(change, content, text)
    elif change.endswith(".json"):
        text = pack.patched_json(text, change)
    elif change.endswith(".toml"):
        text = merged_toml(text, override)
    else:
        text = merged_properties(text, override)
    check_placeholders(text)
    return text.encode(encoding)


def applied(target, content, secrets, changes):
    for change in changes:
        try:
            content = overridden(target, content, change)
        except (Failure, toml.Failure) as failure:
            number = os.path.basename(change).split(".")[0]
            raise Failure("override %s: %s" % (number, failure)) from failure
    text, encoding = decoded(target, content)
    return filled(target, text, secrets).encode(encoding)


def main(target, path, secrets, changes):
    content = None
    if os.path.exists(path):
        with open(path, "rb") as file:
            content = file.read()
    try:
        result = applied(target, content, toml.secrets_beside(secrets), changes)
    except (Failure, toml.Failure) as failure:
        sys.exit(str(failure))
    sys.stdout.buffer.write(result)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
