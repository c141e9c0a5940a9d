using System.Text.Json;
using AgentBus.Silo.Json;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Silo.Gateway.Arqon;

/// <summary>Reads envelopes of ArqonBus clients: both shapes of commands, the types of its code and of its contract.</summary>
internal static class ArqonReader
{
    private const string Version = "1.0";
    private const int MaxId = 128;

    /// <summary>Reads one.</summary>
    /// <param name="json">The text's value.</param>
    /// <param name="message">What could be read, its id above all, so that a refusal can name it.</param>
    /// <returns>What is wrong, with ArqonBus's code; null: nothing.</returns>
    public static ArqonProblem? Read(JsonElement json, out ArqonMessage message)
    {
        message = new ArqonMessage();
        if (json.ValueKind != JsonValueKind.Object)
        {
            return Invalid("An envelope is an object.");
        }

        var findings = new JsonFindings();
        var payload = Data(json, "payload", findings);
        message = new ArqonMessage
        {
            Id = Text(json, "id"),
            Type = Text(json, "type"),
            Room = Text(json, "room"),
            Channel = Text(json, "channel"),
            ToClient = Receiver(json, payload),
            RequestId = Text(json, "request_id"),
            Command = Command(json),
            Arguments = Arguments(json, findings),
            Payload = payload,
            Metadata = Data(json, "metadata", findings),
        };
        return findings.Defect.Length > 0 ? Invalid(findings.Defect) : Check(json, message);
    }

    private static ArqonProblem? Check(JsonElement json, ArqonMessage message) =>
        message.Id.Length is 0 or > MaxId || message.Id.AsSpan().ContainsAnyExceptInRange('!', '~') ? Invalid($"The field id must hold 1 to {MaxId} printable ASCII characters without spaces.")
        : !ArqonTypes.IsOfClients(message.Type) ? Invalid("The field type is missing, or not one that clients send.")
        : json.TryGetProperty("version", out _) && Text(json, "version") != Version ? Invalid($"The field version must be \"{Version}\".")
        : HasBadTime(json) ? new ArqonProblem(ArqonCodes.InvalidTimestamp, "The field timestamp must be a time such as 2026-01-31T12:00:00Z.")
        : message.Type == ArqonTypes.Command && message.Command.Length == 0 ? new ArqonProblem(ArqonCodes.MissingCommand, "The command has no name.")
        : CheckMetadata(message.Metadata);

    private static ArqonProblem? CheckMetadata(Struct metadata)
    {
        if (metadata.Fields.TryGetValue("sequence", out var sequence) && !(IsWhole(sequence) && sequence.NumberValue >= 1))
        {
            return Invalid("The field metadata.sequence must be a whole number from 1.");
        }

        return metadata.Fields.TryGetValue("vector_clock", out var clock)
            && !(clock.KindCase == Value.KindOneofCase.StructValue && clock.StructValue.Fields.Values.All(static tick => IsWhole(tick) && tick.NumberValue >= 0))
            ? Invalid("The field metadata.vector_clock must be an object of whole numbers from 0.")
            : null;
    }

    private static bool IsWhole(Value value) => value.KindCase == Value.KindOneofCase.NumberValue && Math.Floor(value.NumberValue) == value.NumberValue;

    // Python writes a local time without an offset; it is not used, so it is only held to be a time.
    private static bool HasBadTime(JsonElement json) =>
        json.TryGetProperty("timestamp", out var time) && time.ValueKind != JsonValueKind.Null && !(time.ValueKind == JsonValueKind.String && time.TryGetDateTime(out _));

    private static string Receiver(JsonElement json, Struct payload) =>
        Text(json, "to_client") is { Length: > 0 } named ? named
        : payload.Fields.TryGetValue("target", out var target) && Text(json, "type") == ArqonTypes.Private ? target.StringValue
        : "";

    private static string Command(JsonElement json) =>
        Text(json, "command") is { Length: > 0 } name ? name
        : json.TryGetProperty("payload", out var payload) ? Text(payload, "command")
        : "";

    private static Dictionary<string, string> Arguments(JsonElement json, JsonFindings findings)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        var isOld = Text(json, "command").Length == 0;
        if (!(isOld ? json.TryGetProperty("payload", out var holder) && TryGet(holder, "parameters", out var values) : TryGet(json, "args", out values)))
        {
            return arguments;
        }

        if (values.ValueKind != JsonValueKind.Object)
        {
            findings.Wrong(isOld ? "payload.parameters" : "args", "must be an object");
            return arguments;
        }

        foreach (var argument in values.EnumerateObject())
        {
            if (JsonText.NameOf(argument) is { } name && JsonText.Scalar(argument.Value) is { } value)
            {
                arguments[name] = value;
            }
        }

        return arguments;
    }

    private static bool TryGet(JsonElement json, string name, out JsonElement value)
    {
        value = default;
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    private static Struct Data(JsonElement json, string name, JsonFindings findings) =>
        TryGet(json, name, out var value) ? StructJson.Read(value, findings, name) : new Struct();

    private static string Text(JsonElement json, string name) => JsonText.Text(json, name) ?? "";

    private static ArqonProblem Invalid(string problem) => new(ArqonCodes.Validation, problem);
}
