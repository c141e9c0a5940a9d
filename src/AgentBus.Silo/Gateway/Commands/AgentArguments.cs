using System.Collections.Immutable;
using AgentBus.Domain.Agents;
using AgentBus.Model;
using Google.Protobuf.WellKnownTypes;
using Enum = System.Enum;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>Arguments and reply fields of the commands that find agents.</summary>
internal static class AgentArguments
{
    /// <summary>No page has more.</summary>
    public const int MaxLimit = 1_000;

    private const int DefaultLimit = 50;

    /// <summary>The agent; required.</summary>
    public static CommandArgument Agent { get; } = new("agent_id", "The agent.") { IsRequired = true };

    /// <summary>Which agents, and which page of them.</summary>
    public static ImmutableArray<CommandArgument> Filters { get; } =
    [
        new("capability", "Those that can do this: its name for any version, or name@version."),
        new("name", "Those whose id or name contains this, in any case."),
        CommandArgument.OneOf("type", "What they are.", Enum.GetNames<EntityType>().Select(static name => name.ToLowerInvariant())),
        CommandArgument.OneOf("presence", "Whether they are there now.", Enum.GetValues<AgentPresence>().Select(StatusNames.Of)),
        CommandArgument.OneOf("status", "Where they stand.", Enum.GetValues<AgentStatus>().Where(static status => status != AgentStatus.Unregistered).Select(StatusNames.Of)),
        new("after", "Only ids after this one; the `next` of the page before."),
        new("limit", $"At most so many; {DefaultLimit} where absent.") { Max = MaxLimit },
    ];

    /// <summary>The fields of an agent.</summary>
    public static ImmutableArray<CommandField> Fields { get; } =
    [
        new("agent_id", "text", "Its id."),
        new("type", "text", "agent, human, group, dashboard or service."),
        new("status", "text", "registered, active, suspended, retired or disabled."),
        new("reason", "text", "Why it stands there; empty: nobody said."),
        new("presence", "text", "offline, idle or online."),
        new("last_seen", "time", "When it was last heard of, to about a minute; empty: never."),
        new("name", "text", "A name to show."),
        new("version", "text", "Its version."),
        new("capabilities", "list", "What it says it can do, as name or name@version."),
        new("metadata", "object", "Personality, screen name, avatar and the like, as text."),
        new("registered_at", "time", "When it registered first."),
        new("origin", "text", "The outside registry that it comes from; empty: it is one of the bus."),
    ];

    /// <summary>What the arguments ask for.</summary>
    public static AgentQuery Query(CommandContext context) => new(
        context["capability"],
        context.Choice<EntityType>("type"),
        context.Choice<AgentStatus>("status"),
        context.Choice<AgentPresence>("presence"),
        context["after"],
        context.Number("limit") is var limit and > 0 ? (int)limit : DefaultLimit,
        context["name"]);

    /// <summary>An agent as a reply.</summary>
    public static Struct Data(AgentEntry entry) => CommandResult.Of(
        ("agent_id", CommandValues.Text(entry.Agent.Agent)),
        ("type", CommandValues.Text(entry.Type.ToString().ToLowerInvariant())),
        ("status", CommandValues.Text(StatusNames.Of(entry.Status))),
        ("reason", CommandValues.Text(entry.Reason)),
        ("presence", CommandValues.Text(StatusNames.Of(entry.Presence))),
        ("last_seen", entry.LastSeen is { } seen ? CommandValues.Time(seen) : CommandValues.Text("")),
        ("name", CommandValues.Text(entry.Description.Name)),
        ("version", CommandValues.Text(entry.Description.Version)),
        ("capabilities", CommandValues.List(entry.Description.Capabilities)),
        ("metadata", CommandValues.Object([.. entry.Description.Metadata.Select(static item => (item.Key, CommandValues.Text(item.Value)))])),
        ("registered_at", CommandValues.Time(entry.RegisteredAt)),
        ("origin", CommandValues.Text(entry.Origin))).Data;
}
