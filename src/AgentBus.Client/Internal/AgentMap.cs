using System.Collections.Immutable;
using System.Globalization;
using AgentBus.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Enum = System.Enum;

namespace AgentBus.Client.Internal;

/// <summary>Agents and questions for them, from and to the fields of commands.</summary>
internal static class AgentMap
{
    /// <summary>So many are asked for at once; the bus gives fewer where they are long.</summary>
    private const string PageSize = "500";

    /// <summary>The arguments of the first page.</summary>
    /// <exception cref="ArgumentException">A value is none that can be asked for.</exception>
    public static Dictionary<string, string> ToArguments(AgentQuery query)
    {
        var arguments = new Dictionary<string, string> { ["limit"] = PageSize };
        Add("capability", query.Capability);
        Add("name", query.Name);
        Add("type", query.Type == EntityType.Unspecified ? "" : Text(query.Type));
        Add("status", query.Status is { } status ? Known(status, AgentStatus.Unknown) : "");
        Add("presence", query.Presence is { } presence ? Known(presence, AgentPresence.Unknown) : "");
        return arguments;

        void Add(string name, string value)
        {
            if (value.Length > 0)
            {
                arguments.Add(name, value);
            }
        }
    }

    /// <summary>An agent.</summary>
    public static AgentInfo ToInfo(Struct data) => new()
    {
        AgentId = Text(data, "agent_id"),
        Type = Read<EntityType>(data, "type"),
        Status = Read<AgentStatus>(data, "status"),
        Reason = Text(data, "reason"),
        Presence = Read<AgentPresence>(data, "presence"),
        LastSeen = Time(data, "last_seen"),
        Name = Text(data, "name"),
        Version = Text(data, "version"),
        Capabilities = data.Fields.TryGetValue("capabilities", out var list) ? [.. list.ListValue.Values.Select(static item => Capability(item.StringValue))] : [],
        Metadata = data.Fields.TryGetValue("metadata", out var metadata)
            ? metadata.StructValue.Fields.ToImmutableDictionary(static item => item.Key, static item => item.Value.StringValue)
            : ImmutableDictionary<string, string>.Empty,
        RegisteredAt = Time(data, "registered_at") ?? default,
        Origin = Text(data, "origin"),
    };

    private static string Text(Enum value) => value.ToString().ToLowerInvariant();

    private static string Known<T>(T value, T unknown)
        where T : struct, Enum =>
        Enum.IsDefined(value) && !value.Equals(unknown) ? Text(value) : throw new ArgumentException($"{value} is no {typeof(T).Name} that can be asked for.");

    private static string Text(Struct data, string field) => data.Fields.TryGetValue(field, out var value) ? value.StringValue : "";

    /// <summary>A value that this version knows, or the first of its enum.</summary>
    private static T Read<T>(Struct data, string field)
        where T : struct, Enum => Enum.TryParse<T>(Text(data, field), ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : default;

    private static DateTimeOffset? Time(Struct data, string field) =>
        DateTimeOffset.TryParse(Text(data, field), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static AgentCapability Capability(string text)
    {
        var mark = text.IndexOf('@', StringComparison.Ordinal);
        return mark < 0 ? new AgentCapability(text) : new AgentCapability(text[..mark], text[(mark + 1)..]);
    }
}
