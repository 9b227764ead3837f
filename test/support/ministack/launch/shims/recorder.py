"""AWS Config: the recorder and its delivery channel can be deleted, the channel only after the recorder has stopped."""

import json

PREFIX = "StarlingDoveService."


def install():
    from ministack.core.responses import error_response_json, json_response
    from ministack.services import config

    handle = config.handle_request
    stores = {
        "DeleteConfigurationRecorder": (config._recorders, "ConfigurationRecorderName"),
        "DeleteDeliveryChannel": (config._delivery_channels, "DeliveryChannelName"),
    }

    async def handle_request(method, path, headers, body, query_params):
        operation = headers.get("x-amz-target", "").removeprefix(PREFIX)
        if operation not in stores:
            return await handle(method, path, headers, body, query_params)
        store, member = stores[operation]
        name = json.loads(body)[member]
        if name not in store:
            return error_response_json(f"NoSuch{member.removesuffix('Name')}Exception", f"there is no {name}", 400)
        if store is config._delivery_channels and any(each.get("recording") for each in config._recorders.values()):
            return error_response_json("LastDeliveryChannelDeleteFailedException", "the recorder is running", 400)
        del store[name]
        return json_response({})

    config.handle_request = handle_request
    return [f"config:{operation}" for operation in stores]
