using System.Collections.Immutable;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>Arguments and reply fields that several commands have.</summary>
internal static class ChannelArguments
{
    /// <summary>The room; required.</summary>
    public static CommandArgument Room { get; } = new("room", "The room.") { IsRequired = true };

    /// <summary>Room and channel, both required.</summary>
    public static ImmutableArray<CommandArgument> Both { get; } = [Room, new("channel", "The channel.") { IsRequired = true }];

    /// <summary>The fields of a channel.</summary>
    public static ImmutableArray<CommandField> Fields { get; } =
    [
        .. Names,
        new("type", "text", "What it is for, e.g. discussion."),
        new("kind", "text", "`pub_sub` or `work_queue`."),
        new("durable", "flag", "It keeps its messages."),
        new("hardcoded", "flag", "It was declared by the settings and cannot be deleted."),
        new("created_at", "time", "When it was made."),
        new("created_by", "text", "By whom; empty: by the bus."),
    ];

    /// <summary>The names of a channel.</summary>
    public static ImmutableArray<CommandField> Names => [new("room", "text", "The room."), new("channel", "text", "The channel.")];

    /// <summary>How many at most, and where the page begins.</summary>
    public static ImmutableArray<CommandArgument> Paging { get; } =
    [
        new("after", "Only names after this one; the `next` of the page before."),
        new("limit", "At most so many; 50 where absent.") { Max = 100 },
    ];

    /// <summary>Where the next page begins.</summary>
    public static CommandField Next { get; } = new("next", "text", "The next page goes on `after` this name; empty: this was the last.");
}
