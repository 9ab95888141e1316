#!/usr/bin/env python3
# Calls AWS with the instance profile of the host.
#
# aws.py secrets FOLDER   writes one file per line (NAME BASE64) of the instance's secret
# aws.py url s3://B/K     prints a presigned URL of the object, valid for one hour
# aws.py get s3://B/K FILE
# aws.py status FILE MARK publishes the status document in the instance's parameter, and marks that it has
import base64
import datetime
import hashlib
import hmac
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

HEARTBEAT = 270
METADATA = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254") + "/latest/"


def ask(url, headers, data=None, method=None, attempts=8):
    # Retries after every error, because the permissions of a new role also take time to become effective.
    # The query of a presigned URL is a secret.
    name = url.partition("?")[0]
    for attempt in range(attempts):
        try:
            request = urllib.request.Request(url, data, headers, method=method)
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            reason = "%s: %s %s" % (name, error, error.read().decode()[:200])
        except OSError as error:
            reason = "%s: %s" % (name, error)
        time.sleep(min(2**attempt, 20))
    sys.exit(reason)


TOKEN = ask(METADATA + "api/token", {"X-aws-ec2-metadata-token-ttl-seconds": "300"}, method="PUT").decode()


def metadata(path):
    return ask(METADATA + "meta-data/" + path, {"X-aws-ec2-metadata-token": TOKEN}).decode().strip()


REGION = metadata("placement/region")
ROLE = "iam/security-credentials/"


def keys():
    # After the creation of a profile, the answers contain no keys for a while.
    for attempt in range(8):
        text = ""
        role = metadata(ROLE)
        if role:
            text = metadata(ROLE + role)
        try:
            found = json.loads(text)
            if all(found.get(name) for name in ("AccessKeyId", "SecretAccessKey", "Token")):
                return found
            text = found.get("Code", "")
        except (ValueError, AttributeError):
            pass
        time.sleep(min(2**attempt, 20))
    sys.exit("the metadata service has no keys of an instance profile: %s" % text[:100])


KEYS = keys()
NOW = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")


def endpoint(service, variable):
    own = os.environ.get("AWS_ENDPOINT_URL_" + variable)
    return own or "https://%s.%s.%s" % (service, REGION, metadata("services/domain"))


def sign(service, method, path, query, headers, payload):
    # Returns the scope, the names of the headers and the signature (AWS Signature Version 4).
    names = ";".join(sorted(headers))
    lines = ["%s:%s\n" % (name, headers[name]) for name in sorted(headers)]
    request = "\n".join([method, path, query, "".join(lines), names, payload])
    scope = "/".join([NOW[:8], REGION, service, "aws4_request"])
    digest = hashlib.sha256(request.encode()).hexdigest()
    key = ("AWS4" + KEYS["SecretAccessKey"]).encode()
    for part in scope.split("/") + ["\n".join(["AWS4-HMAC-SHA256", NOW, scope, digest])]:
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return KEYS["AccessKeyId"] + "/" + scope, names, key.hex()


def call(service, variable, operation, arguments, attempts=8):
    url = endpoint(service, variable)
    body = json.dumps(arguments).encode()
    headers = {
        "content-type": "application/x-amz-json-1.1",
        "host": urllib.parse.urlsplit(url).netloc,
        "x-amz-date": NOW,
        "x-amz-security-token": KEYS["Token"],
        "x-amz-target": operation,
    }
    digest = hashlib.sha256(body).hexdigest()
    signed = sign(service, "POST", "/", "", headers, digest)
    headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=%s, SignedHeaders=%s, Signature=%s" % signed
    return ask(url + "/", headers, body, attempts=attempts)


def secrets(folder):
    name = metadata("tags/instance/esform:secret")
    answer = call("secretsmanager", "SECRETS_MANAGER", "secretsmanager.GetSecretValue", {"SecretId": name})
    os.umask(0o077)
    os.makedirs(folder, exist_ok=True)
    known = set(os.listdir(folder))
    for line in json.loads(answer)["SecretString"].splitlines():
        name, content = line.split(" ")
        with open(os.path.join(folder, name), "wb") as file:
            file.write(base64.b64decode(content))
        known.discard(name)
    for name in known:
        os.remove(os.path.join(folder, name))


def presigned(source):
    base = endpoint("s3", "S3")
    path = "/" + urllib.parse.quote(source[len("s3://") :])
    host = urllib.parse.urlsplit(base).netloc
    scope = "%s/%s/%s/s3/aws4_request" % (KEYS["AccessKeyId"], NOW[:8], REGION)
    values = [
        ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
        ("X-Amz-Credential", scope),
        ("X-Amz-Date", NOW),
        ("X-Amz-Expires", "3600"),
        ("X-Amz-Security-Token", KEYS["Token"]),
        ("X-Amz-SignedHeaders", "host"),
    ]
    query = "&".join(name + "=" + urllib.parse.quote(value, safe="") for name, value in values)
    _, _, signature = sign("s3", "GET", path, query, {"host": host}, "UNSIGNED-PAYLOAD")
    return base + path + "?" + query + "&X-Amz-Signature=" + signature


def url(source):
    print(presigned(source))


def get(source, path):
    content = ask(presigned(source), {})
    with open(path, "wb") as file:
        file.write(content)


def status(path, mark):
    # An account may put three parameters a second. So a document is put when more has changed than its time and
    # the free space, and else every few minutes, as a sign of life. The mark ends with the boot, as does this clock.
    with open(path) as file:
        text = file.read()
    document = json.loads(text)
    changes = [document[name] for name in sorted(document) if name not in ("time", "disk", "request")]
    try:
        with open(mark) as file:
            then, known = json.load(file)
    except (OSError, ValueError):
        then, known = 0, None
    now = time.monotonic()
    if known == changes and now - then < HEARTBEAT:
        return
    # The parameter has the name of the host: a successor must be distinguishable.
    value = '{"instance":"%s",%s' % (metadata("instance-id"), text[1:])
    name = metadata("tags/instance/esform:status")
    # Whoever calls this calls it again.
    parameter = {"Name": name, "Value": value, "Type": "String", "Overwrite": True}
    call("ssm", "SSM", "AmazonSSM.PutParameter", parameter, attempts=4)
    with open(mark, "w") as file:
        json.dump([now, changes], file)


{"secrets": secrets, "url": url, "get": get, "status": status}[sys.argv[1]](*sys.argv[2:])
