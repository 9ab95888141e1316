#!/usr/bin/python3
# Prints a file of a Carbon pack with a change applied.
#
#   pack-patch.py CHANGE FILE
#     CHANGE  a stylesheet (.xsl; secrets.xml is in the same directory), a merge patch (.patch), or
#             merge patches for several versions of the file (.variants)
#     FILE    the original file of the pack
#
# Exits with 1 and one line on standard error when the change does not fit the file. Otherwise, lines
# on standard error that start with "note: " say what is not changed. The Java code
# (io.esform.render.patch, io.esform.render.json) gives the same bytes.
import json
import re
import subprocess
import sys
from decimal import Decimal

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


# --- Encodings: those that Java, Python and libxml2 read alike -----------------------------------


DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
SUPPORTED = re.compile(
    r"utf-?8|us-ascii|iso-8859-(?:[1-9]|13|15)|windows-125[0-8]|koi8-r", re.I | re.A)


def decoded(content):
    # (text, encoding) of a file.
    declared = DECLARED.match(content[:200])
    encoding = declared.group(1).decode() if declared else "utf-8"
    if not SUPPORTED.fullmatch(encoding):
        raise Failure("the encoding " + encoding + " is not supported: use UTF-8")
    if content.startswith(b"\xef\xbb\xbf") and not re.fullmatch("utf-?8", encoding, re.I | re.A):
        raise Failure("the file has the byte order mark of UTF-8 and declares the encoding "
                      + encoding + ": remove one of them")
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise Failure("the byte 0x%02X at offset %d is not %s: declare the encoding of the file or save it as UTF-8"
                      % (content[error.start], error.start, encoding)) from error


# --- XML: the processor's result, with the spelling of the original in equal parts ---------------


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
    # canonical: equal for tokens with the same meaning; raw: as spelled; name: of a start tag.

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
    # Processors write the declarations of namespaces at different places.
    spaces = sorted((pair for pair in pairs if re.match(" xmlns[:=]", pair)),
                    key=lambda pair: pair.partition("=")[0])
    return Token("<" + name + "".join(sorted(pairs)) + end, raw, name, attributes,
                 "<" + name + "".join(spaces + [pair for pair in pairs if pair not in spaces]) + end)


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
    # Splits tokens into those before the root element, those of it, and those after it.
    elements = [i for i, token in enumerate(found)
                if token.name or token.canonical.startswith("</")]
    first, last = elements[0], elements[-1] + 1
    return found[:first], found[first:last], found[last:]


def common(a, b):
    # Lengths of the longest common subsequences of all pairs of tails.
    lengths = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            lengths[i][j] = (1 + lengths[i + 1][j + 1] if a[i].canonical == b[j].canonical
                             else max(lengths[i + 1][j], lengths[i][j + 1]))
    return lengths


def retagged(old, new):
    # The layout of the old tag with the attributes of the new tag.
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
    # The new tokens of a gap. A tag gets the layout of a removed tag of the same name in the gap.
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


def transformed(sheet, path, content=None):
    # The path - is the content itself.
    run = subprocess.run(["xsltproc", "--nonet", "--novalid", "--nowrite", "--nomkdir", sheet, path],
                         input=content, capture_output=True)
    if run.returncode:
        said = run.stderr.decode("utf-8", "replace")
        raise Failure(re.split("\n?no result for ", said)[0].strip())
    for line in run.stderr.decode("utf-8", "replace").splitlines():
        if line.startswith("note: "):
            print(line, file=sys.stderr)
    return run.stdout.decode("utf-8")


# --- JSON: merge patches (RFC 7386) that keep the layout of unchanged parts ----------------------


def number(text):
    # Java's decimals have no negative zero.
    return Decimal(text) or Decimal(text).copy_abs()


def constant(text):
    raise ValueError(text + " is not JSON")


def parsed_json(text):
    return json.loads(text, parse_float=number, parse_constant=constant)


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
    # (name, start of the name, start of the value, end of the value) of each member of the object.
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
    # With sorted members (by UTF-16 units, as in Java), and numbers without exponents.
    if isinstance(value, (dict, list)) and value:
        inner = space + "    "
        if isinstance(value, dict):
            names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
            parts = [json.dumps(name) + ": " + printed(value[name], inner) for name in names]
            return "{" + ",".join(inner + part for part in parts) + space + "}"
        return "[" + ",".join(inner + printed(each, inner) for each in value) + space + "]"
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return json.dumps(value)


def line_space(text, at):
    # The line end of the text and the indentation of the line at the position.
    start = text.rfind("\n", 0, at) + 1
    return ("\r\n" if "\r\n" in text else "\n") + re.match("[ \t]*", text[start:at]).group()


def added(text, at, found, name, value):
    if not found:
        space = line_space(text, at)
        member = json.dumps(name) + ": " + printed(cleaned(value), space + "    ")
        return text[:at] + "{" + space + "    " + member + space + "}" + text[value_end(text, at):]
    _, start, _, end = found[-1]
    before = text[:start]
    space = before[len(before.rstrip(" \t\r\n")):]
    member = json.dumps(name) + ": " + printed(cleaned(value), line_space(text, start))
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
        if value is None:
            for i in reversed(matching):
                text = removed(text, members(text, at), i)
            continue
        if not matching:
            text = added(text, at, found, name, value)
            continue
        start, end = found[matching[-1]][2:]
        if isinstance(value, dict) and text[start] == "{":
            text = merged(text, start, value)
        elif printed(parsed_json(text[start:end]), "") != printed(value, ""):
            text = text[:start] + printed(cleaned(value), line_space(text, start)) + text[end:]
    return text


def variant(variants, parsed):
    # The patch for the version of the file.
    for each in variants:
        if each["has"] in parsed:
            return each["merge"]
    raise Failure("expected the member " + " or ".join(each["has"] for each in variants))


def patched_json(text, change):
    start = 1 if text.startswith("\ufeff") else 0
    try:
        parsed = parsed_json(text[start:])
    except ValueError as error:
        raise Failure("expected JSON: " + str(error)) from error
    if not isinstance(parsed, dict):
        raise Failure("expected a JSON object")
    with open(change, encoding="utf-8") as file:
        patch = parsed_json(file.read())
    if change.endswith(".variants"):
        patch = variant(patch, parsed)
    if not isinstance(patch, dict):
        raise Failure("expected a JSON object")
    return merged(text, skip(text, start), patch)


# -------------------------------------------------------------------------------------------------


def main(change, path):
    with open(path, "rb") as file:
        content = file.read()
    try:
        text, encoding = decoded(content)
        if change.endswith(".xsl"):
            result = respelled(text, transformed(change, path))
        else:
            result = patched_json(text, change)
    except Failure as failure:
        sys.exit(str(failure))
    sys.stdout.buffer.write(result.encode(encoding))


if __name__ == "__main__":
    main(*sys.argv[1:])
