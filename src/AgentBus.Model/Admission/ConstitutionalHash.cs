namespace AgentBus.Model;

/// <summary>The constitution that this bus goes by, named by its hash (CON-01).</summary>
public static class ConstitutionalHash
{
    /// <summary>The hash: 16 lower-case hex digits.</summary>
    public const string Current = "cdd01ef066bc6cf2";
}
