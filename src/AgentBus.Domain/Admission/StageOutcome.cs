namespace AgentBus.Domain.Admission;

/// <summary>What a stage decided.</summary>
public enum StageOutcome
{
    /// <summary>The next stage is asked.</summary>
    Pass,

    /// <summary>The message goes nowhere.</summary>
    Refuse,

    /// <summary>It was delivered before; its first receipt is the answer.</summary>
    AnswerFirst,

    /// <summary>The same message is on its way; its receipt will be the answer.</summary>
    JoinFirst,

    /// <summary>People have to decide.</summary>
    Hold,

    /// <summary>The stage cannot decide without an answer from outside.</summary>
    Need,
}
