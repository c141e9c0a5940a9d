namespace AgentBus.Model;

/// <summary>What an approval does.</summary>
public enum CaseRelease
{
    /// <summary>The case delivers the message that it holds.</summary>
    Deliver,

    /// <summary>The sender gets an approval, and sends the action again with it (DEL-09).</summary>
    Grant,
}
