namespace AgentBus.Model;

/// <summary>What becomes of a message that a stage could not judge, since it failed. Numbers are stored: never change one.</summary>
public enum StageFault
{
    /// <summary>People decide. The default.</summary>
    Hold = 0,

    /// <summary>It is refused with <see cref="Code.PolicyUnavailable"/>.</summary>
    Refuse = 1,

    /// <summary>It passes without a score.</summary>
    Pass = 2,
}
