namespace AgentBus.Domain.Inspection;

/// <summary>Why inspection decided as it did: the names of ArqonBus (CAS-02, CAS-08), in evidence, logs, events and tags.</summary>
public static class CasilReasons
{
    /// <summary>Nothing stands against it.</summary>
    public const string Allowed = "CASIL_POLICY_ALLOWED";

    /// <summary>It passes without what was found.</summary>
    public const string Redacted = "CASIL_POLICY_REDACTED";

    /// <summary>It holds what looks like a secret.</summary>
    public const string BlockedSecret = "CASIL_POLICY_BLOCKED_SECRET";

    /// <summary>It holds something else that the policy blocks.</summary>
    public const string Blocked = "CASIL_POLICY_BLOCKED";

    /// <summary>It is too large.</summary>
    public const string Oversize = "CASIL_POLICY_OVERSIZE";

    /// <summary>Its content is encrypted.</summary>
    public const string Uninspectable = "CASIL_POLICY_UNINSPECTABLE";

    /// <summary>Its sender violated the policy too often.</summary>
    public const string RepeatViolator = "CASIL_POLICY_REPEAT_VIOLATOR";

    /// <summary>The policy would have redacted or blocked it, and only watches.</summary>
    public const string MonitorMode = "CASIL_MONITOR_MODE";

    /// <summary>The policy does not look at messages of this type or target.</summary>
    public const string OutOfScope = "CASIL_OUT_OF_SCOPE";

    /// <summary>Inspection failed, and the default let it pass.</summary>
    public const string InternalAllow = "CASIL_INTERNAL_ALLOW";

    /// <summary>Inspection failed, and the default stopped it.</summary>
    public const string InternalBlock = "CASIL_INTERNAL_BLOCK";
}
