namespace AgentBus.Model;

/// <summary>What a consumer wants of a queue.</summary>
public enum ConsumerTakes
{
    /// <summary>Everything: the socket session of an agent, a worker of a work queue.</summary>
    All,

    /// <summary>Only the replies to requests of its own session: side sessions (HTTP, CLI, services), and socket sessions that do not read their inbox.</summary>
    Replies,
}
