"""A client of the local AWS that shares no code with crosskms.

Reads one call for each line and answers it in one line:

    {"account": "111122223333", "region": "us-east-1", "service": "kms", "call": "create_key", "with": {}}
    {"ok": {"KeyMetadata": {…}}}  or  {"error": {"code": "…", "message": "…"}}

Service, call and arguments are boto3's. Without an account the call is made with the credentials that may
assume a role in every account.
"""

import functools
import json
import sys

import boto3
from botocore.exceptions import BotoCoreError, ClientError

ENDPOINT = sys.argv[1]
BASE = boto3.Session(aws_access_key_id="base", aws_secret_access_key="base")


@functools.cache
def session(account):
    if account is None:
        return BASE
    role = f"arn:aws:iam::{account}:role/independent"
    assumed = client(None, "us-east-1", "sts").assume_role(RoleArn=role, RoleSessionName="independent")
    credentials = assumed["Credentials"]
    return boto3.Session(
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )


@functools.cache
def client(account, region, service):
    return session(account).client(service, region_name=region, endpoint_url=ENDPOINT)


def answer(request):
    of = client(request["account"], request["region"], request["service"])
    try:
        result = getattr(of, request["call"])(**request["with"])
    except ClientError as error:
        told = error.response["Error"]
        return {"error": {"code": told["Code"], "message": told["Message"]}}
    except BotoCoreError as error:
        return {"error": {"code": type(error).__name__, "message": str(error)}}
    result.pop("ResponseMetadata", None)
    return {"ok": result}


def text(value):
    """Object bodies and dates, which JSON does not have."""
    return value.read().decode() if hasattr(value, "read") else str(value)


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line)), default=text), flush=True)
