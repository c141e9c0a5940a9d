using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>Replies of commands as frames.</summary>
internal static class CommandFrames
{
    /// <summary>The frame of a reply: its fields typed in <c>data</c>, and those that are no list or object also as text in <c>result</c>.</summary>
    public static Wire.ServerFrame Of(ulong requestId, string name, CommandResult result)
    {
        var reply = new Wire.CommandReply { Name = name, Data = result.Data };
        foreach (var (field, value) in result.Data.Fields)
        {
            if (TextOf(value) is { } text)
            {
                reply.Result.Add(field, text);
            }
        }

        return new Wire.ServerFrame { RequestId = requestId, Reply = reply };
    }

    private static string? TextOf(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StringValue => value.StringValue,
        Value.KindOneofCase.NumberValue => value.NumberValue.ToString(CultureInfo.InvariantCulture),
        Value.KindOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        _ => null,
    };
}
