# What botocore would sign a request with. Reads one as JSON; prints the signature.
import json
import sys

from botocore.auth import S3SigV4QueryAuth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

asked = json.load(sys.stdin)
credentials = Credentials(asked["access_key"], asked["secret_key"], asked["token"])
request = AWSRequest(asked["method"], asked["url"], asked["headers"], asked["body"].encode())
kind = S3SigV4QueryAuth if asked["service"] == "s3" else SigV4Auth
judge = kind(credentials, asked["service"], asked["region"])
request.context["timestamp"] = asked["time"]
judge._modify_request_before_signing(request)
print(judge.signature(judge.string_to_sign(request, judge.canonical_request(request)), request))
