using AgentBus.Model;
using AgentBus.Silo.Json;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>Values of replies. Numbers are doubles on the wire, so what may be above 2^53 is text.</summary>
internal static class CommandValues
{
    public static Value Text(string text) => Value.ForString(text);

    public static Value Number(double number) => Value.ForNumber(number);

    public static Value Flag(bool flag) => Value.ForBool(flag);

    public static Value Time(DateTimeOffset time) => Value.ForString(Rfc3339.Write(time));

    public static Value List(IEnumerable<Value> items) => Value.ForList([.. items]);

    public static Value List(IEnumerable<string> items) => List(items.Select(Text));

    public static Value Object(params ReadOnlySpan<(string Name, Value Value)> fields) => Value.ForStruct(CommandResult.Of(fields).Data);

    /// <summary>A channel's metadata (ROOM-06).</summary>
    public static Struct Channel(string room, ChannelSettings channel) => CommandResult.Of(
        ("room", Text(room)),
        ("channel", Text(channel.Name)),
        ("type", Text(channel.Type)),
        ("kind", Text(channel.Kind == ChannelKind.WorkQueue ? "work_queue" : "pub_sub")),
        ("durable", Flag(channel.Durability == ChannelDurability.Durable)),
        ("hardcoded", Flag(channel.Hardcoded)),
        ("created_at", Time(channel.CreatedAt)),
        ("created_by", Text(channel.CreatedBy))).Data;
}
