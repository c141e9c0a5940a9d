using AgentBus.Silo.Gateway.Commands;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Silo.Gateway.Arqon;

/// <summary>Data of replies under ArqonBus's names, beside our own.</summary>
internal static class ArqonData
{
    /// <summary>Adds the names that ArqonBus has for the channel and the entries.</summary>
    public static Struct Of(Struct data)
    {
        Copy(data, "room", "room_id");
        Copy(data, "channel", "channel_id");
        Copy(data, "channel", "channel_name");
        if (data.Fields.TryGetValue("messages", out var messages) && messages.KindCase == Value.KindOneofCase.ListValue)
        {
            var envelopes = messages.ListValue.Values.Select(static item => Envelope(item.StructValue)).ToArray();
            data.Fields["entries"] = CommandValues.List(envelopes.Zip(messages.ListValue.Values, Entry));
            data.Fields["messages"] = CommandValues.List(envelopes);
        }

        return data;
    }

    private static void Copy(Struct data, string from, string to)
    {
        if (data.Fields.TryGetValue(from, out var value))
        {
            data.Fields[to] = value;
        }
    }

    private static Value Entry(Value envelope, Value item) => CommandValues.Object(
        ("envelope", envelope),
        ("stored_at", item.StructValue.Fields["time"]),
        ("storage_metadata", CommandValues.Object(("sequence", item.StructValue.Fields["sequence"]))));

    private static Value Envelope(Struct item)
    {
        var envelope = item.Fields["envelope"].StructValue.Fields;
        var content = envelope.TryGetValue("content", out var found) ? found.StructValue.Fields : [];
        var payload = envelope.TryGetValue("payload", out var sent) ? sent
            : content.TryGetValue("structured", out var structured) ? structured
            : content.TryGetValue("text", out var text) ? CommandValues.Object(("message", text))
            : CommandValues.Object();
        return CommandValues.Object(
            ("id", envelope["message_id"]),
            ("timestamp", item.Fields["time"]),
            ("type", TypeOf(envelope)),
            ("version", CommandValues.Text("1.0")),
            ("room", item.Fields["room"]),
            ("channel", item.Fields["channel"]),
            ("sender", envelope["from_agent"]),
            ("from_client", envelope["from_agent"]),
            ("payload", payload),
            ("metadata", CommandValues.Object(("sequence", item.Fields["sequence"]))));
    }

    private static Value TypeOf(Google.Protobuf.Collections.MapField<string, Value> envelope) =>
        envelope.TryGetValue("headers", out var headers) && headers.StructValue.Fields.TryGetValue(ArqonDeliveries.TypeHeader, out var type)
            ? type
            : CommandValues.Text(ArqonTypes.Message);
}
