# Judges results of Java for deployment.toml: python3 toml-judge.py CASES CHANGE TEMPLATES
#
# CASES: a JSON object of objects with "original", "result" and "message" (null or "" without one). Prints one
# line per fault. tomllib is the judge of what a text means.
import html
import importlib.util
import json
import os
import re
import sys
import tomllib

here = os.path.dirname(os.path.abspath(sys.argv[1]))
spec = importlib.util.spec_from_file_location("script", os.path.join(here, "toml-patch.py"))
script = importlib.util.module_from_spec(spec)
spec.loader.exec_module(script)


def run(original):
    try:
        return script.patched_toml(original.encode(), sys.argv[2], sys.argv[3]).decode(), ""
    except script.Failure as failure:
        return original, str(failure)


def merge(data, settings):
    for key, value in settings.items():
        if key == "datasource":
            data[key] = [each for each in data.get(key, [])]
            for entry in value:
                places = [i for i, each in enumerate(data[key]) if each.get("id") == entry["id"]]
                if places:
                    data[key][places[0]] = entry
                else:
                    data[key].append(entry)
        elif isinstance(value, dict):
            merge(data.setdefault(key, {}), value)
        else:
            data[key] = value
    return data


def meaning(value, secrets):
    if isinstance(value, dict):
        return {key: meaning(each, secrets) for key, each in value.items()}
    if isinstance(value, list):
        return [meaning(each, secrets) for each in value]
    if isinstance(value, str):
        match = re.fullmatch(r"\$esform\{(.*)\}", value)
        return secrets[match.group(1)] if match else html.unescape(value)
    return value


def expected(original, change):
    data = merge(tomllib.loads(original), tomllib.loads(change))
    for removed in re.findall("# removes (.*)", change):
        names = removed.split(".")
        table = data
        for name in names[:-1]:
            table = table.get(name, {})
        table.pop(names[-1], None)
    return data


def is_toml(text):
    try:
        tomllib.loads(text)
        return True
    except tomllib.TOMLDecodeError:
        return False


def kept(text):
    return (re.findall(r"^kept.*\n", text, re.M), sorted(re.findall(r"# note \d+.*\n", text)))


def fault(case, change, secrets):
    original, result = case["original"], case["result"]
    mine, message = run(original)
    if (mine, message) != (result, case["message"] or ""):
        return "Java and Python differ: %r\n%r\n%r" % (message, case["message"], mine)
    if message or not is_toml(original):
        return None
    if run(result)[0] != result:
        return "a second run changes the result"
    if not is_toml(result):
        return "no TOML"
    if meaning(tomllib.loads(result), secrets) != meaning(expected(original, change), secrets):
        return "another meaning"
    return None if kept(original) == kept(result) else "other lines changed"


with open(sys.argv[1], encoding="utf-8") as cases, open(sys.argv[2], encoding="utf-8") as change:
    text = change.read()
    passwords = script.secrets_beside(sys.argv[2])
    for number, each in json.load(cases).items():
        found = fault(each, text, passwords)
        if found:
            print("case %s: %s\n%s\n--- result\n%s" % (number, found, each["original"], each["result"]))
