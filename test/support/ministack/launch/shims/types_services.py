"""Types of other services that the emulator's CloudFormation does not know, made through its own APIs of them."""

import json

from .calls import query, recreated, service, target, text
TRAIL = (
    "CloudWatchLogsLogGroupArn",
    "CloudWatchLogsRoleArn",
    "IncludeGlobalServiceEvents",
    "IsMultiRegionTrail",
    "IsOrganizationTrail",
    "S3BucketName",
    "S3KeyPrefix",
    "SnsTopicName",
)


def create_group(logical_id, props, stack_name):
    name = props.get("GroupName") or f"{stack_name}-{logical_id}"
    made = query("iam", "CreateGroup", {"GroupName": name, "Path": props.get("Path")})
    for arn in props.get("ManagedPolicyArns") or []:
        query("iam", "AttachGroupPolicy", {"GroupName": name, "PolicyArn": arn})
    for policy in props.get("Policies") or []:
        put_group_policy(name, policy)
    return name, {"Arn": text(made, "CreateGroupResult/Group/Arn")}


def put_group_policy(name, policy):
    document = json.dumps(policy["PolicyDocument"])
    query("iam", "PutGroupPolicy", {"GroupName": name, "PolicyName": policy["PolicyName"], "PolicyDocument": document})


def delete_group(physical_id, props):
    for policy in props.get("Policies") or []:
        query("iam", "DeleteGroupPolicy", {"GroupName": physical_id, "PolicyName": policy["PolicyName"]})
    query("iam", "DeleteGroup", {"GroupName": physical_id})


def trail(action, params):
    return target("cloudtrail", "CloudTrail_20131101", action, params)


def create_trail(logical_id, props, stack_name):
    name = props.get("TrailName") or f"{stack_name}-{logical_id}"
    given = {key: props[key] for key in TRAIL if key in props}
    renamed = {"KmsKeyId": props.get("KMSKeyId", ""), "EnableLogFileValidation": props.get("EnableLogFileValidation")}
    made = trail("CreateTrail", {"Name": name, **given, **renamed})
    if props.get("EventSelectors"):
        trail("PutEventSelectors", {"TrailName": name, "EventSelectors": props["EventSelectors"]})
    if props.get("IsLogging"):
        trail("StartLogging", {"Name": name})
    return name, {"Arn": made["TrailARN"], "SnsTopicArn": ""}


def delete_trail(physical_id, props):
    trail("DeleteTrail", {"Name": physical_id})


def create_config_rule(logical_id, props, stack_name):
    name = props.get("ConfigRuleName") or f"{stack_name}-{logical_id}"
    rule = {**props, "ConfigRuleName": name}
    if isinstance(rule.get("InputParameters"), dict):
        rule["InputParameters"] = json.dumps(rule["InputParameters"])
    # On AWS a rule needs the recorder to be there.
    if not target("config", "StarlingDoveService", "DescribeConfigurationRecorders", {})["ConfigurationRecorders"]:
        raise ValueError("NoAvailableConfigurationRecorderException: no recorder in this account and region")
    target("config", "StarlingDoveService", "PutConfigRule", {"ConfigRule": rule})
    made = service("config")._config_rules[name]
    return name, {"Arn": made["ConfigRuleArn"], "ConfigRuleId": made["ConfigRuleId"], "Compliance.Type": ""}


def delete_config_rule(physical_id, props):
    target("config", "StarlingDoveService", "DeleteConfigRule", {"ConfigRuleName": physical_id})


TYPES = {
    "AWS::IAM::Group": recreated(create_group, delete_group),
    "AWS::CloudTrail::Trail": recreated(create_trail, delete_trail),
    "AWS::Config::ConfigRule": recreated(create_config_rule, delete_config_rule),
}
