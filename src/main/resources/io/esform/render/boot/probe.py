#!/usr/bin/env python3
# Checks whether this host serves, by the probes in /etc/esform/probes.json.
#
# probe look          runs the probes that only read, or those that a request asks for
# probe gate          runs all probes until one fails, and prints its failure
# probe only NAME     runs one probe, and prints its failure
#
# The first two write the status document. The exit status is 1 for a failure that may pass by waiting, and 2 for an
# answer that is wrong.
import base64
import contextlib
import fcntl
import http.client
import json
import os
import re
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.parse

LIB = "/var/lib/esform/"
SECRETS = "/etc/esform/secrets/"
STATUS = LIB + "status.json"
MEMBERS = "/run/esform/members"
LIMIT = 4000
PATIENCE = 30
LOGIN = "/carbon/admin/login.jsp"


class Missing(Exception):
    """Something is not there; it may come."""


class Wrong(Exception):
    """Something is there, but is not as it must be."""


def settings():
    found = {}
    with open("/etc/esform/host.conf") as file:
        for line in file:
            name, _, text = line.partition("=")
            found[name] = "".join(shlex.split(text))
    return found


def secret(name):
    with open(SECRETS + name) as file:
        return file.read().removesuffix("\n")


def lines_of(path):
    try:
        with open(path) as file:
            return set(file.read().splitlines())
    except OSError:
        return set()


def run(*command, given=None):
    done = subprocess.run(command, input=given, capture_output=True, text=True, timeout=PATIENCE, errors="replace")
    return done.returncode, done.stdout.strip(), done.stderr.strip()


def last(text):
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else ""


# --- HTTP. A connection goes to a fixed address, whatever the name of the host in the request.


class Browser:
    """Keeps cookies. A target is an address, the header Host of requests to it, and the origin that browsers know."""

    def __init__(self, target):
        self.target = target
        self.cookies = {}
        self.name = target["host"].partition(":")[0]

    def __str__(self):
        return "%s at %s:%d" % (self.target["origin"], self.target["address"], self.target["port"])

    def ask(self, path, body=None, headers=None, plain=False):
        origin = self.target["origin"]
        sent = {"Host": self.target["plain_host" if plain else "host"], "User-Agent": "esform", "Referer": origin + path}
        if self.cookies:
            sent["Cookie"] = "; ".join("%s=%s" % pair for pair in self.cookies.items())
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        sent.update(headers or {})
        connection = self.connection(plain)
        try:
            connection.request("GET" if body is None else "POST", path, body, sent)
            answer = connection.getresponse()
            text = answer.read(1 << 20).decode(errors="replace")
            for line in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = line.split(";")[0].partition("=")
                self.cookies[name.strip()] = value.strip()
            return answer.status, answer.headers, text
        except (OSError, http.client.HTTPException) as error:
            raise Missing("%s does not answer: %s" % (self, describe(error)))
        finally:
            connection.close()

    def connection(self, plain):
        if plain:
            return http.client.HTTPConnection(self.target["address"], 80, timeout=PATIENCE)
        # The certificate is checked by a probe of its own. Nginx chooses the virtual host by the name in the handshake.
        context = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection(self.name, self.target["port"], timeout=PATIENCE, context=context)
        place = self.target["address"], self.target["port"]
        connection._create_connection = lambda _, *rest: socket.create_connection(place, *rest)
        return connection


def describe(error):
    if isinstance(error, socket.timeout):
        return "no answer within %d seconds" % PATIENCE
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def page(browser):
    status, _, text = browser.ask(LOGIN)
    if status in (502, 503, 504):
        raise Missing("%s: %s has status %d" % (browser, LOGIN, status))
    if status != 200:
        raise Wrong("%s: %s has status %d" % (browser, LOGIN, status))
    # A page that Carbon could not compile has status 200, but no form.
    if not re.search(r"<form[^>]*login_action", text) or 'type="password"' not in text:
        raise Wrong("%s: %s has no login form" % (browser, LOGIN))


def login(browser, user, password):
    page(browser)
    script = "/carbon/admin/js/csrfPrevention.js"
    browser.ask(script)
    name, _, token = browser.ask(script, "", {"FETCH-CSRF-TOKEN": "1"})[2].strip().partition(":")
    form = urllib.parse.urlencode({"username": user, "password": password, name: token})
    referer = {"Referer": browser.target["origin"] + LOGIN}
    status, headers, _ = browser.ask("/carbon/admin/login_action.jsp", form, referer)
    if status != 302 or "loginStatus=true" not in headers.get("Location", ""):
        raise Wrong("%s refuses the login of %s" % (browser, user))
    status, _, text = browser.ask("/carbon/admin/index.jsp", headers=referer)
    if status != 200 or "logout_action" not in text:
        raise Wrong("%s has lost the session of %s after the login, status %d" % (browser, user, status))
    browser.ask("/carbon/admin/logout_action.jsp", headers=referer)


def redirects(browser, path="/carbon/", plain=False):
    """Follows redirects. Each must lead to the origin that browsers know."""
    origin = browser.target["origin"]
    for _ in range(10):
        status, headers, _ = browser.ask(path, plain=plain)
        if status not in (301, 302, 303, 307, 308):
            if status >= 500:
                raise Missing("%s: %s has status %d" % (browser, path, status))
            return
        found = urllib.parse.urljoin(origin + path, headers.get("Location", ""))
        if not found.startswith(origin + "/"):
            raise Wrong("%s: %s redirects to %s" % (browser, path, found))
        path, plain = found[len(origin) :], False
    raise Wrong("%s redirects without end" % browser)


# --- The registry, through a service that every Carbon has. A custom server role is a resource of the registry.


ENVELOPE = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
    '<m:%s xmlns:m="http://mgt.roles.carbon.wso2.org">%s</m:%s></s:Body></s:Envelope>'
)


def roles(address, port, credentials, action, **arguments):
    """The fault of the call, None for none, and the roles that it returns."""
    origin = "https://%s:%d" % (address, port)
    browser = Browser({"address": address, "port": port, "host": address, "origin": origin})
    headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": "urn:" + action, "Authorization": credentials}
    # Axis2 knows the names of arguments only from classes with debug information.
    for names in ["args%d" % index for index in range(len(arguments))], list(arguments):
        elements = "".join("<m:%s>%s</m:%s>" % (name, value, name) for name, value in zip(names, arguments.values()))
        status, _, text = browser.ask("/services/ServerRolesManager", ENVELOPE % (action, elements, action), headers)
        fault = first_of(r"(?s)(?<=<faultstring>).*?(?=</faultstring>)", text)
        if "out of bounds" not in fault:
            break
    if "Access Denied" in fault:
        raise Wrong("%s refuses the administrator" % browser)
    if not fault and status != 200:
        fault = "ServerRolesManager has status %d" % status
    return fault or None, re.findall(r"<(?:\w+:)?return[^>]*>(.*?)</", text)


def basic(probe):
    pair = "%s:%s" % (probe["user"], secret(probe["password"]))
    return "Basic " + base64.b64encode(pair.encode()).decode()


def registry(probe):
    """Writes a resource here, and reads it here and on every member that answers. All nodes write the same resource, one
    after another: each replaces it as a whole."""
    with client(probe["database"]) as command:
        lock = subprocess.Popen(command + ["-n"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            lock.stdin.write("SELECT GET_LOCK('esform_registry', 60);\n")
            lock.stdin.flush()
            held = lock.stdout.readline().strip()
            if not held:
                raise Missing("the lock of this probe: %s" % last(lock.communicate()[1]))
            if held != "1":
                raise Missing("another node holds the lock of this probe")
            write_and_read(probe)
        finally:
            lock.kill()
            lock.communicate()


def write_and_read(probe):
    port, credentials = probe["port"], basic(probe)
    role = "esform-probe-" + socket.gethostname()
    fault, _ = roles(probe["address"], port, credentials, "addServerRoles", serverRoles=role, serverRoleType="Custom")
    try:
        for address in [probe["address"]] + [other for other in probe["others"] if listens(other, port)]:
            for attempt in range(5):
                other, found = roles(address, port, credentials, "readServerRoles", serverRoleType="Custom")
                if role in found:
                    break
                time.sleep(1)
            else:
                where = "https://%s:%d" % (address, port)
                if address == probe["address"]:
                    raise Wrong("a resource cannot be written to the registry of %s: %s" % (where, fault or other or "it is not there"))
                raise Wrong("a resource that was written to the registry here is not in that of %s: %s" % (where, other or "it reads another registry"))
    finally:
        roles(probe["address"], port, credentials, "removeServerRoles", serverRoles=role, serverRoleType="Custom")


# --- Probes by kind.


def listens(address, port):
    try:
        socket.create_connection((address, port), 2).close()
        return True
    except OSError:
        return False


def disks(paths):
    """Of each path: the free space and the size of its disk in MiB, and the free inodes."""
    for path in paths:
        try:
            found = os.statvfs(path)
        except OSError:
            continue
        yield path, found.f_bavail * found.f_frsize >> 20, found.f_blocks * found.f_frsize >> 20, found.f_favail if found.f_files else 1000


def disk(probe):
    for path, free, total, inodes in disks(probe["paths"]):
        if free < 8 or inodes < 8:
            what = "%d of %d MB are free" % (free, total) if free < 8 else "it has no free inodes"
            raise Wrong("the disk at %s is full, %s" % (path, what))


def service(probe):
    for unit in probe["units"]:
        _, text, _ = run("systemctl", "show", "-p", "LoadState,ActiveState,SubState,Result", unit)
        state = dict(line.split("=", 1) for line in text.splitlines())
        if state.get("LoadState") != "loaded":
            continue
        if state["ActiveState"] == "active":
            return
        if state["SubState"] == "auto-restart":
            raise Missing("%s has ended (%s) and will start again" % (unit, state["Result"]))
        raise Missing("%s is %s" % (unit, state["ActiveState"].replace("activating", "starting")))
    raise Wrong("there is no service %s" % " or ".join(probe["units"]))


# Hazelcast also keeps connections to nodes of other clusters. It sends heartbeats every five seconds, to members only.
HEARTBEAT = 5


def well_known(probe):
    """The ports of the members, by address."""
    ends = [member.rpartition(":") for member in probe["members"]]
    return {address: int(port) for address, _, port in ends}


def connections(places):
    """The bytes received on each connection to or from the ports of the cluster, by the other address and by both ends."""
    ports = {str(port) for port in places.values()}
    found = {}
    for line in run("ss", "-HtniO", "state", "established")[1].splitlines():
        ends = line.split()[2:4]
        split = [end.rpartition(":") for end in ends]
        if len(ends) == 2 and ports & {split[0][2], split[1][2]}:
            address = split[1][0].strip("[]").replace("::ffff:", "")
            found.setdefault(address, {})[" ".join(ends)] = int(first_of(r"(?<=bytes_received:)\d+", line) or 0)
    return found


def joined(address, places):
    """The addresses with a connection to this host, and this host. Only heartbeats, which take time, tell whether a connection
    belongs to the same cluster: Hazelcast also keeps some to members of others."""
    return {address} | set(connections(places))


def strangers(others, places):
    """Those of the addresses from which no four heartbeats arrive. A node that cannot join sends a few requests only. A connection
    with four heartbeats is that of a member as long as it exists."""
    before, known = connections(places), lines_of(MEMBERS)
    silent = {address for address in others if known.isdisjoint(before.get(address, {}))}
    beats = {address: [] for address in silent}
    end = time.monotonic() + 5 * HEARTBEAT
    while silent and time.monotonic() < end:
        time.sleep(1)
        now = connections(places)
        for address in sorted(silent):
            if sum(now.get(address, {}).values()) > sum(before.get(address, {}).values()):
                if not beats[address] or time.monotonic() - beats[address][-1] > HEARTBEAT / 2:
                    beats[address].append(time.monotonic())
                if len(beats[address]) == 4:
                    silent.remove(address)
        before = now
    with open(MEMBERS, "w") as file:
        file.writelines(ends + "\n" for address in set(others) - silent for ends in before.get(address, {}))
    return silent


def members(probe):
    own, places = probe["address"], well_known(probe)
    if own in places and not listens(own, places[own]):
        raise Missing("Hazelcast does not listen on %s:%d" % (own, places[own]))
    others = {address for address, port in places.items() if address != own and listens(address, port)}
    for address in sorted(strangers(others, places) if probe["in_full"] else others - joined(own, places)):
        raise Missing("the member %s:%d answers but is in another cluster" % (address, places[address]))


@contextlib.contextmanager
def client(login):
    """The command of a client with the user of the nodes, by the network, as the nodes connect."""
    names = [name for name in ("mariadb", "mysql") if shutil.which(name)]
    if not names:
        raise Wrong("there is no client of the database")
    with tempfile.NamedTemporaryFile("w", suffix=".cnf", dir="/run/esform") as file:
        password = secret(login["password"]).replace("\\", "\\\\").replace('"', '\\"')
        file.write('[client]\nhost=%s\nport=%d\nuser=%s\nconnect-timeout=5\npassword="%s"\n' % (login["host"], login["port"], login["user"], password))
        file.flush()
        yield [names[0], "--defaults-file=" + file.name, "-NB"]


def query(probe):
    login = probe["database"]
    with client(login) as command:
        for name in login["databases"]:
            status, found, error = run(*command, name, given=probe["query"])
            if status != 0:
                raise Missing("database %s on %s:%d: %s" % (name, login["host"], login["port"], last(error)))
            if not found:
                raise Wrong("database %s on %s:%d: the query has no result" % (name, login["host"], login["port"]))


def certificate(probe):
    """The chain as a browser checks it. A certificate that signed itself, or whose own authority is part of its file, is its own root."""
    for target in probe["targets"]:
        with open(probe["file"]) as file:
            chain = re.findall("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", file.read(), re.S)
        context = ssl.create_default_context()
        context.load_verify_locations(cadata=chain[-1] + "\n")
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        try:
            with socket.create_connection((target["address"], target["port"]), PATIENCE) as plain:
                context.wrap_socket(plain, server_hostname=Browser(target).name).close()
        except ssl.SSLCertVerificationError as error:
            raise Wrong("browsers refuse the certificate of %s: %s" % (Browser(target).name, error.verify_message))
        except OSError as error:
            raise Missing("%s:%d does not answer: %s" % (target["address"], target["port"], describe(error)))


def nodes(probe):
    """Each node directly, as the load balancer reaches it. Some may be down: each says so itself, and Nginx skips it."""
    for name in sorted({target["host"] for target in probe["targets"]}):
        silent = []
        targets = [target for target in probe["targets"] if target["host"] == name]
        for target in targets:
            if listens(target["address"], target["port"]):
                page(Browser(target))
            else:
                silent.append("%s:%d" % (target["address"], target["port"]))
        if len(silent) == len(targets):
            raise Missing("no answer from %s" % ", ".join(silent))


def answer(browser, probe):
    """A page of the user."""
    status, _, text = browser.ask(probe["path"])
    if status != probe["status"]:
        raise Missing("%s: %s has status %d, not %d" % (browser, probe["path"], status, probe["status"]))
    if probe.get("contains", "") not in text:
        raise Missing("%s: %s does not contain \"%s\"" % (browser, probe["path"], probe["contains"]))


def command(probe):
    status, _, error = run("/bin/bash", "-c", probe["command"])
    if status != 0:
        raise Missing("the command ended with status %d%s" % (status, ": " + last(error) if error else ""))


def each(work):
    def over(probe):
        for target in probe["targets"]:
            work(Browser(target), probe)

    return over


def all_redirects(browser, _):
    redirects(browser)
    if "plain_host" in browser.target:
        redirects(browser, plain=True)


KINDS = {
    "disk": disk,
    "service": service,
    "members": members,
    "nodes": nodes,
    "login_form": each(lambda browser, _: page(browser)),
    "redirects": each(all_redirects),
    "query": query,
    "certificate": certificate,
    "login": each(lambda browser, probe: login(browser, probe["user"], secret(probe["password"]))),
    "registry": registry,
    "answer": each(answer),
    "command": command,
}


def failure(probe, mode):
    """The failure of a probe and whether it is conclusive; None for none."""
    try:
        # A look must not take long.
        KINDS[probe["kind"]](dict(probe, in_full=mode != "look"))
        return None
    except Missing as error:
        return str(error), False
    except Wrong as error:
        return str(error), True
    except subprocess.TimeoutExpired:
        return "no result within %d seconds" % PATIENCE, False
    except Exception as error:
        return "%s: %s" % (type(error).__name__, error), False


# --- The status document.


def first_line(path):
    try:
        with open(path, errors="replace") as file:
            return file.readline().strip()
    except OSError:
        return ""


def versions(host):
    found = {}
    if "carbon_home" in host:
        found["carbon"] = first_line(host["carbon_home"] + "/bin/wso2carbon-version.txt").replace("WSO2 Carbon Framework v", "")
        environment = dict(line.strip().split("=", 1) for line in open("/etc/esform/carbon.env")) if os.path.exists("/etc/esform/carbon.env") else {}
        release = environment.get("JAVA_HOME", "") + "/release"
        if os.path.exists(release):
            found["java"] = "".join(re.findall(r'^JAVA_VERSION="(.*)"', open(release).read(), re.M))
    elif ROLE == "load_balancer":
        found["nginx"] = run("nginx", "-v")[2].rpartition("/")[2]
    else:
        found["database"] = first_of(r"\d+\.\d+\.\d+", run("sh", "-c", "mariadbd --version || mysqld --version")[1])
    return {name: text for name, text in found.items() if text}


def first_of(pattern, text):
    found = re.search(pattern, text)
    return found.group(0) if found else ""


def compact(document):
    """JSON in ASCII. A parameter of AWS cannot contain "{{", which only occurs in texts."""
    return json.dumps(document, separators=(",", ":")).replace("{{", "{\\u007b")


def fitted(document):
    """The document within the limit. If it is too long, reasons are shortened, and then only the first failures are kept."""
    probes = document["probes"]
    for longest in 300, 100, 30:
        text = compact(dict(document, probes={name: why[:longest] for name, why in probes.items()}))
        if len(text) <= LIMIT:
            return text
    failed = [(name, why[:30]) for name, why in probes.items() if why]
    return compact(dict(document, probes=dict(failed[:20])))


def write(results, asked):
    host = settings()
    line = first_line(LIB + "status").replace("esform: ", "", 1)
    worst = min(disks(CONFIGURATION["disks"]), key=lambda each: each[1] / max(each[2], 1), default=None)
    document = {
        "format": 1,
        "request": asked,
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "boot": line[:400],
        "generation": int(line[6:]) if line.startswith("ready ") else 0,
        "probes": dict(results),
        "versions": versions(host),
    }
    if worst:
        document["disk"] = {"path": worst[0], "free": worst[1], "size": worst[2]}
    cluster = [probe for probe in CONFIGURATION["probes"] if probe["kind"] == "members"]
    if cluster:
        document["members"] = sorted(joined(cluster[0]["address"], well_known(cluster[0])))
    text = fitted(document)
    # Space for the report on a full disk.
    reserve = LIB + "reserve"
    try:
        with open(STATUS + ".new", "w") as file:
            file.write(text)
    except OSError:
        if os.path.exists(reserve):
            os.remove(reserve)
        with open(STATUS + ".new", "w") as file:
            file.write(text)
    os.replace(STATUS + ".new", STATUS)


def look(asked):
    """Runs the probes and writes their results. Returns the first failure, and whether it is conclusive."""
    # Whoever asks may want all probes. The next look is as usual.
    mode = "all" if MODE == "look" and asked.endswith(" all") and asked != answered() else MODE
    results, first = [], None
    for probe in CONFIGURATION["probes"]:
        if not wants(probe, mode):
            continue
        why = failure(probe, mode)
        results.append((probe["name"], why[0] if why else ""))
        if why and not first:
            first = "%s: %s" % (probe["name"], why[0]), why[1]
            # Without its service, a host fails all probes that follow.
            if mode == "gate" or probe["kind"] == "service":
                break
    if mode != "only":
        # The gate answers no request.
        write(results, answered() if mode == "gate" else asked)
    return first


def main():
    os.makedirs("/run/esform", exist_ok=True)
    with open("/run/esform/probe.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        asked = first_line(LIB + "request")
        first = look(asked)
        # systemd does not start a service for a request that comes while it runs.
        while MODE == "look" and first_line(LIB + "request") != asked:
            asked = first_line(LIB + "request")
            first = look(asked)
        if first and MODE in ("gate", "only"):
            print(first[0])
            sys.exit(2 if first[1] else 1)


def answered():
    try:
        with open(STATUS) as file:
            return json.load(file).get("request", "")
    except (OSError, ValueError):
        return ""


def wants(probe, mode):
    if mode == "only":
        return probe["name"] == sys.argv[2]
    return mode != "look" or not probe.get("at_gate")


with open("/etc/esform/probes.json") as source:
    CONFIGURATION = json.load(source)
ROLE = CONFIGURATION["role"]
MODE = sys.argv[1]
main()
