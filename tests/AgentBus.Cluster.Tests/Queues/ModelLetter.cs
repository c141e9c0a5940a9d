using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Queues;

/// <summary>A message in the inbox of the reference model.</summary>
internal sealed class ModelLetter(long sequence, string text, Priority priority)
{
    public long Sequence { get; } = sequence;

    public string Text { get; } = text;

    public Priority Priority { get; } = priority;

    public ModelLetterState State { get; set; }

    /// <summary>Why it is dead.</summary>
    public Code Cause { get; private set; }

    /// <summary>So many attempts are counted at least; fewer than <see cref="Most"/> only between a new holder's start and its next hand-over.</summary>
    public int Least { get; set; }

    /// <summary>So many attempts are counted at most.</summary>
    public int Most { get; set; }

    /// <summary>How often its consumer went without a word on it.</summary>
    public int GivenBack { get; set; }

    public bool IsOver => State is ModelLetterState.Done or ModelLetterState.Dead;

    public void Die(Code cause) => (State, Cause) = (ModelLetterState.Dead, cause);
}

internal enum ModelLetterState
{
    Waiting,
    Held,

    /// <summary>It was handed out for the last time before its holder went, and dies when the next one hands out.</summary>
    Doomed,
    Done,
    Dead,
}
