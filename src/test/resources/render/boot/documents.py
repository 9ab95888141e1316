# Prints the size of the status document, and the number of its probes, for COUNT probes with reasons of LENGTH characters.
import json
import sys

script, count, length = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with open(script) as file:
    parts = file.read().partition("\nwith open(\"/etc/esform/probes.json\")")
names = {}
exec(compile(parts[0], script, "exec"), names)
probes = {"a_probe_with_a_name_of_forty_letters_%03d" % number: "y" * length for number in range(count)}
members = ["10.0.100.%d" % number for number in range(20)]
text = names["fitted"]({"format": 1, "boot": "x" * 400, "members": members, "probes": probes})
print(len(text), len(json.loads(text)["probes"]))
