# Judges results of Java for overrides: python3 override-judge.py CASES
#
# CASES: a JSON object of objects with "target", "original" (null for a new file), "overrides" ("kind" and
# "content"), "result" and "message" (empty without one). Files are texts with one character per byte. Prints
# one line per fault. Java and the script must give the same bytes, and Java must refuse what the script refuses;
# a merge must also have the meaning that Python's own libraries expect.
import importlib.util
import json
import os
import sys
import tempfile
import tomllib

here = os.path.dirname(os.path.abspath(sys.argv[1]))
spec = importlib.util.spec_from_file_location("script", os.path.join(here, "override-patch.py"))
script = importlib.util.module_from_spec(spec)
spec.loader.exec_module(script)
SECRETS = script.toml.secrets_beside(sys.argv[1])


def run(case, directory):
    paths = []
    for number, override in enumerate(case["overrides"], 1):
        paths.append(os.path.join(directory, "%d.%s" % (number, override["kind"])))
        with open(paths[-1], "w", encoding="utf-8", newline="") as file:
            file.write(override["content"])
    original = case["original"]
    content = None if original is None else original.encode("iso-8859-1")
    try:
        return script.applied(case["target"], content, SECRETS, paths).decode("iso-8859-1"), ""
    except (script.Failure, script.toml.Failure) as failure:
        return original or "", str(failure)


def merged(target, patch):
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


def deep(data, settings):
    for key, value in settings.items():
        if isinstance(value, dict) and isinstance(data.get(key), dict):
            deep(data[key], value)
        elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value) \
                and key == "datasource":
            data[key] = data.get(key, [])
            for entry in value:
                places = [i for i, each in enumerate(data[key]) if each.get("id") == entry.get("id", 0)]
                if places:
                    data[key][places[0]] = entry
                else:
                    data[key].append(entry)
        else:
            data[key] = value
    return data


def other_meaning(case, result):
    kinds = [override["kind"] for override in case["overrides"]]
    if kinds not in (["json"], ["toml"]) or "$esform" in case["overrides"][0]["content"]:
        return False
    texts = [case["original"], case["overrides"][0]["content"], result]
    if kinds == ["json"]:
        old, patch, new = [script.pack.parsed_json(text.encode("iso-8859-1").decode())
                           if text is not texts[1] else script.pack.parsed_json(text) for text in texts]
        return merged(old, patch) != new
    try:
        old = tomllib.loads(texts[0])
        patch = tomllib.loads(texts[1])
    except tomllib.TOMLDecodeError:
        return False
    return deep(old, patch) != tomllib.loads(result)


def fault(case, directory):
    result, message = run(case, directory)
    if message and not case["message"]:
        return "the script says %r" % message
    if case["message"]:
        return None
    if result != case["result"]:
        return "Java and Python differ:\n%r\n%r" % (case["result"], result)
    return "another meaning" if other_meaning(case, result) else None


with open(sys.argv[1], encoding="utf-8") as cases, tempfile.TemporaryDirectory() as work:
    for name, each in json.load(cases).items():
        found = fault(each, work)
        if found:
            print("case %s: %s\n%s" % (name, found, json.dumps(each, indent=1)))
