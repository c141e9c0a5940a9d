using System.Collections.Immutable;
using AgentBus.Domain.Agents;
using AgentBus.Domain.Codes;
using AgentBus.Domain.Events;
using AgentBus.Grains.Events;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>What an agent does, for those who watch it (AGT-11) and for the directory. The message path adds to a counter and notes the time.</summary>
internal sealed class AgentActivity(AgentKey agent, BusVoice voice, TimeProvider time)
{
    private readonly ActivityCounter? _counter = voice.CounterOf(agent);
    private int _opened;

    /// <summary>How many sessions it has.</summary>
    public int Sessions { get; private set; }

    /// <summary>When it was last heard of; null: not by this activation.</summary>
    public DateTimeOffset? SeenAt { get; private set; }

    /// <summary>When it last sent something; null: not to this activation.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>Notes messages.</summary>
    public void Sent(int messages)
    {
        if (messages > 0)
        {
            SentAt = SeenAt = time.GetUtcNow();
            _counter?.Add(messages);
        }
    }

    /// <summary>Takes the sessions as they are; true where there are others than before.</summary>
    public bool TakeSessions(Sessions sessions)
    {
        var opened = sessions.Opened - _opened;
        var closed = Sessions + opened - sessions.Count;
        (_opened, Sessions) = (sessions.Opened, sessions.Count);
        for (var i = 0; i < opened; i++)
        {
            TellSessions("session_opened");
        }

        for (var i = 0; i < closed; i++)
        {
            TellSessions("session_closed");
        }

        if (opened + closed > 0)
        {
            SeenAt = time.GetUtcNow();
        }

        return opened + closed > 0;
    }

    /// <summary>The agent gave a sign of life.</summary>
    public void Heard()
    {
        SeenAt = time.GetUtcNow();
        Tell("heartbeat");
    }

    /// <summary>Tells what the agent did, or what was done with it.</summary>
    public void Tell(string activity, params ReadOnlySpan<EventField> more) => voice.Tell(BusEvents.Activity(agent, activity, time.GetUtcNow(), more));

    /// <summary>Tells that it joined or left a channel.</summary>
    public void Tell(string activity, ChannelKey channel) =>
        Tell(activity, new EventField("room", channel.Room), new EventField("channel", channel.Channel));

    /// <summary>Tells of messages that the agent's handler failed at (AGT-10). They are dead letters, and nothing here stops for them.</summary>
    public void TellRejections(ChannelKey queue, ImmutableArray<Settlement> settled)
    {
        foreach (var settlement in settled)
        {
            if (settlement.Kind == SettlementKind.Reject)
            {
                Tell(
                    "handler_failed",
                    new EventField("room", queue.Room),
                    new EventField("channel", queue.Channel),
                    EventField.Of("sequence", settlement.Sequence),
                    new EventField("code", CodeTable.Wire(Code.HandlerFailed)),
                    new EventField("reason", settlement.Reason));
            }
        }
    }

    private void TellSessions(string activity) => Tell(
        activity,
        EventField.Of("sessions", Sessions),
        new EventField("presence", StatusNames.Of(Sessions > 0 ? AgentPresence.Online : AgentPresence.Offline)));
}
