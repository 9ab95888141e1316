#!/usr/bin/python3
"""Makes a Carbon pack's configuration this node's.

pack-patch.py CHANGES PACK PRISTINE SECRETS
  CHANGES   directory of changes: <path in the pack>[.optional].xsl or .patch
  PACK      the unpacked pack
  PRISTINE  where the pack's own files are kept before they are first changed
  SECRETS   directory of secrets, one file each, named by its name

Every run starts from the pristine files, so it gives the same result however often it runs. A
change whose file the pack lacks is an error, unless it is marked optional.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

TOKEN = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|</[^>]*>"
    r"|<[^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*>|[^<]+", re.S)
ATTRIBUTE = re.compile(r"(\s+)([^\s=/>]+)\s*=\s*(\"[^\"]*\"|'[^']*')", re.A)
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(\w+));", re.A)
NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.S)
SCALAR = re.compile(r"[^,\]} \t\r\n]*")
SPACE = re.compile(r"[ \t\r\n]*")


class Failure(Exception):
    pass


# --- XML: the processor's result, spelled as the original wherever both say the same -------------


def decode(text):
    def value(match):
        base16, base10, name = match.groups()
        if name:
            if name not in NAMED:
                raise Failure("the entity " + name + " is not expected")
            return NAMED[name]
        return chr(int(base16, 16) if base16 else int(base10))

    return REFERENCE.sub(value, text.replace("\r\n", "\n").replace("\r", "\n"))


def encode(text, also=""):
    def spelled(match):
        named = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
        return named.get(match.group(), "&#%d;" % ord(match.group()))

    return re.sub("[&<>\r\x7f-\U0010ffff" + also + "]", spelled, text)


def encode_attribute(text):
    return encode(text, '"\t\n')


class Token:
    """canonical: equal for tokens that say the same; raw: as spelled; name: of a start tag."""

    def __init__(self, canonical, raw, name="", attributes=None, spelled=""):
        self.canonical = canonical
        self.raw = raw
        self.name = name
        self.attributes = attributes
        self.spelled = spelled or canonical


def start_token(raw):
    name = re.match(r"<([^\s/>]+)", raw).group(1)
    attributes = {}
    for _, key, quoted in ATTRIBUTE.findall(raw):
        attributes[key] = decode(re.sub(r"\r\n|[\t\r\n]", " ", quoted[1:-1]))
    pairs = [' %s="%s"' % (key, encode_attribute(value)) for key, value in attributes.items()]
    end = "/>" if raw.endswith("/>") else ">"
    return Token("<" + name + "".join(sorted(pairs)) + end, raw, name, attributes,
                 "<" + name + "".join(pairs) + end)


def empty_token(start, end):
    return Token(start.canonical[:-1] + "/>", start.raw + end, start.name, start.attributes,
                 start.spelled[:-1] + "/>")


def text_token(raw, before):
    cdata = raw.startswith("<![CDATA[")
    value = raw[9:-3].replace("\r\n", "\n") if cdata else decode(raw)
    return Token(before.canonical + encode(value), before.raw + raw)


def tokens(text):
    found = []
    open_start = in_text = False
    for raw in TOKEN.findall(text):
        start = False
        if raw.startswith("<![CDATA[") or not raw.startswith("<"):
            found.append(text_token(raw, found.pop() if in_text else Token("", "")))
            open_start, in_text = False, True
            continue
        if raw.startswith("<!--") or raw.startswith("<?"):
            found.append(Token(raw.replace("\r\n", "\n"), raw))
        elif raw.startswith("<!"):
            raise Failure("a DOCTYPE is not expected")
        elif raw.startswith("</"):
            found.append(empty_token(found.pop(), raw) if open_start
                         else Token("</" + raw[2:-1].strip() + ">", raw))
        else:
            found.append(start_token(raw))
            start = not raw.endswith("/>")
        open_start, in_text = start, False
    return found


def outline(found):
    """Splits tokens into those before the root element, its own, and those after it."""
    elements = [i for i, token in enumerate(found)
                if token.name or token.canonical.startswith("</")]
    first, last = elements[0], elements[-1] + 1
    return found[:first], found[first:last], found[last:]


def common(a, b):
    """Lengths of the longest common subsequences of all pairs of tails."""
    lengths = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            lengths[i][j] = (1 + lengths[i + 1][j + 1] if a[i].canonical == b[j].canonical
                             else max(lengths[i + 1][j], lengths[i][j + 1]))
    return lengths


def retagged(old, new):
    """The old tag's spelling with the new one's attributes."""
    last = [" "]

    def kept(match):
        space, key, quoted = match.groups()
        if key not in new.attributes:
            return ""
        last[0] = space
        value = new.attributes[key]
        same = old.attributes[key] == value
        return match.group() if same else '%s%s="%s"' % (space, key, encode_attribute(value))

    text = ATTRIBUTE.sub(kept, old.raw)
    added = "".join('%s%s="%s"' % (last[0], key, encode_attribute(new.attributes[key]))
                    for key in sorted(new.attributes) if key not in old.attributes)
    matches = list(ATTRIBUTE.finditer(text))
    at = matches[-1].end() if matches else 1 + len(old.name)
    return text[:at] + added + text[at:]


def spelled(old, new, line_end):
    """New tokens in a gap; a tag of a name that the gap lost keeps the lost one's spelling."""
    parts = []
    for token in new:
        lost = [o for o in old if token.name and o.name == token.name
                and o.canonical.endswith("/>") == token.canonical.endswith("/>")]
        if lost:
            parts.append(retagged(lost[0], token))
            old = old[old.index(lost[0]) + 1:]
        else:
            parts.append(token.spelled.replace("\n", line_end))
    return "".join(parts)


def respelled(original, result):
    line_end = "\r\n" if re.search("\r?\n", original + "\n").group() == "\r\n" else "\n"
    before, a, after = outline(tokens(original))
    b = outline(tokens(result))[1]
    head = 0
    while head < min(len(a), len(b)) and a[head].canonical == b[head].canonical:
        head += 1
    tail = 0
    while (tail < min(len(a), len(b)) - head
           and a[-1 - tail].canonical == b[-1 - tail].canonical):
        tail += 1
    left, right = a[head:len(a) - tail], b[head:len(b) - tail]
    lengths = common(left, right)
    parts, i, j, old, new = [], 0, 0, [], []
    while i < len(left) or j < len(right):
        if i < len(left) and j < len(right) and left[i].canonical == right[j].canonical:
            parts += [spelled(old, new, line_end), left[i].raw]
            i, j, old, new = i + 1, j + 1, [], []
        elif j == len(right) or (i < len(left) and lengths[i + 1][j] >= lengths[i][j + 1]):
            old.append(left[i])
            i += 1
        else:
            new.append(right[j])
            j += 1
    parts.append(spelled(old, new, line_end))
    kept = [token.raw for token in before + a[:head]]
    rest = [token.raw for token in a[len(a) - tail:] + after]
    return "".join(kept + parts + rest)


def transformed(content, sheet, work):
    source = os.path.join(work, "source.xml")
    with open(source, "wb") as file:
        file.write(content)
    shutil.copy(sheet, os.path.join(work, "sheet.xsl"))
    run = subprocess.run(["xsltproc", "--nonet", "--novalid", "--nowrite", "--nomkdir",
                          os.path.join(work, "sheet.xsl"), source], capture_output=True)
    if run.returncode:
        said = run.stderr.decode("utf-8", "replace")
        raise Failure(re.split("\n?no result for ", said)[0].strip())
    return run.stdout.decode("utf-8")


def patched_xml(content, sheet, work):
    declared = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)", content)
    encoding = declared.group(1).decode() if declared else "utf-8"
    result = transformed(content, sheet, work)
    return respelled(content.decode(encoding), result).encode(encoding)


# --- JSON: a merge patch (RFC 7386) that leaves the layout of what it does not change ------------


def skip(text, at):
    return SPACE.match(text, at).end()


def value_end(text, at):
    depth = 0
    while True:
        if text[at] == '"':
            at = STRING.match(text, at).end()
        elif text[at] in "{[":
            depth, at = depth + 1, at + 1
        elif text[at] in "}]":
            depth, at = depth - 1, at + 1
        elif depth:
            at += 1
        else:
            return SCALAR.match(text, at).end()
        if not depth:
            return at


def members(text, at):
    """(name, start of the name, start of the value, end of the value) of the object there."""
    found = []
    at = skip(text, at + 1)
    while text[at] != "}":
        end = value_end(text, at)
        value = skip(text, skip(text, end) + 1)
        found.append((json.loads(text[at:end]), at, value, value_end(text, value)))
        at = skip(text, found[-1][3])
        if text[at] == ",":
            at = skip(text, at + 1)
    return found


def cleaned(value):
    if isinstance(value, dict):
        return {key: cleaned(member) for key, member in value.items() if member is not None}
    return value


def printed(value, space):
    return json.dumps(cleaned(value), indent=4, sort_keys=True).replace("\n", space)


def line_space(text, at):
    """The line end and indentation of the line that the position is on."""
    start = text.rfind("\n", 0, at) + 1
    return ("\r\n" if "\r\n" in text else "\n") + re.match("[ \t]*", text[start:at]).group()


def added(text, at, found, name, value):
    if not found:
        space = line_space(text, at)
        member = json.dumps(name) + ": " + printed(value, space + "    ")
        return text[:at] + "{" + space + "    " + member + space + "}" + text[value_end(text, at):]
    _, start, _, end = found[-1]
    before = text[:start]
    space = before[len(before.rstrip(" \t\r\n")):]
    member = json.dumps(name) + ": " + printed(value, line_space(text, start))
    return text[:end] + "," + space + member + text[end:]


def removed(text, found, index):
    if index:
        return text[:found[index - 1][3]] + text[found[index][3]:]
    if len(found) > 1:
        return text[:found[0][1]] + text[found[1][1]:]
    inside = text.rindex("{", 0, found[0][1]) + 1
    return text[:inside] + text[skip(text, found[0][3]):]


def merged(text, at, patch):
    for name, value in patch.items():
        found = members(text, at)
        matching = [i for i, member in enumerate(found) if member[0] == name]
        if not matching:
            if value is not None:
                text = added(text, at, found, name, value)
            continue
        start, end = found[matching[-1]][2:]
        if value is None:
            text = removed(text, found, matching[-1])
        elif isinstance(value, dict) and text[start] == "{":
            text = merged(text, start, value)
        elif json.dumps(json.loads(text[start:end])) != json.dumps(value):
            text = text[:start] + printed(value, line_space(text, start)) + text[end:]
    return text


def patched_json(content, patch):
    text = content.decode("utf-8")
    start = 1 if text.startswith("\ufeff") else 0
    try:
        parsed = json.loads(text[start:])
    except ValueError as error:
        raise Failure("expected JSON: " + str(error)) from error
    if not isinstance(parsed, dict):
        raise Failure("expected a JSON object")
    with open(patch, encoding="utf-8") as file:
        return merged(text, skip(text, start), json.load(file)).encode("utf-8")


# --- files ---------------------------------------------------------------------------------------


def write_secrets(directory, work):
    names = sorted(os.listdir(directory)) if os.path.isdir(directory) else []
    lines = ["<secrets>\n"]
    for name in names:
        with open(os.path.join(directory, name), "rb") as file:
            try:
                value = encode(file.read().decode("utf-8"))
            except UnicodeDecodeError:
                continue
        if not re.search("[\0-\x08\x0b\x0c\x0e-\x1f]", value):
            lines.append('<secret name="%s">%s</secret>\n' % (encode_attribute(name), value))
    with open(os.path.join(work, "secrets.xml"), "w", encoding="utf-8") as file:
        file.write("".join(lines) + "</secrets>\n")


def find_changes(directory):
    found = {}
    for parent, _, names in os.walk(directory):
        for name in names:
            path = os.path.join(parent, name)
            target, suffix = os.path.splitext(os.path.relpath(path, directory))
            optional = target.endswith(".optional")
            target = target[:-len(".optional")] if optional else target
            if suffix not in (".xsl", ".patch"):
                raise Failure(path + ": expected a change, .xsl or .patch")
            found[target] = (path, suffix, optional)
    return found


def write(path, content, secret):
    status = os.stat(path)
    with open(path + ".new", "wb") as file:
        os.chmod(path + ".new", 0o600)
        file.write(content)
    os.chown(path + ".new", status.st_uid, status.st_gid)
    os.chmod(path + ".new", 0o600 if secret else status.st_mode & 0o7777)
    os.replace(path + ".new", path)


def restore(pack, pristine, changes):
    for parent, _, names in os.walk(pristine):
        for name in names:
            target = os.path.relpath(os.path.join(parent, name), pristine)
            if target not in changes:
                shutil.copy2(os.path.join(parent, name), os.path.join(pack, target))


def apply(target, change, pack, pristine, work):
    path, kept = os.path.join(pack, target), os.path.join(pristine, target)
    sheet, suffix, optional = change
    if not os.path.exists(path):
        if optional:
            return
        raise Failure("expected the file in the pack")
    if not os.path.exists(kept):
        os.makedirs(os.path.dirname(kept), exist_ok=True)
        shutil.copy2(path, kept + ".new")
        os.replace(kept + ".new", kept)
    with open(kept, "rb") as file:
        content = file.read()
    if suffix == ".patch":
        write(path, patched_json(content, sheet), False)
        return
    with open(sheet, encoding="utf-8") as file:
        secret = "document('secrets.xml')" in file.read()
    write(path, patched_xml(content, sheet, work), secret)


def main(changes, pack, pristine, secrets):
    found = find_changes(changes)
    restore(pack, pristine, found)
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(prefix="pack-patch-", dir=memory) as work:
        write_secrets(secrets, work)
        for target in sorted(found):
            try:
                apply(target, found[target], pack, pristine, work)
            except Failure as failure:
                text = str(failure)
                sys.exit(text if text.startswith(target) else target + ": " + text)


if __name__ == "__main__":
    main(*sys.argv[1:])
