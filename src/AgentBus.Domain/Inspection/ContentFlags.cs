namespace AgentBus.Domain.Inspection;

/// <summary>What inspection says of a message beside the types of its findings and their counts: the flags of CASIL, and ours.</summary>
public static class ContentFlags
{
    /// <summary>It holds what looks like a secret.</summary>
    public const string ProbableSecret = "contains_probable_secret";

    /// <summary>It holds personal data (PII-03).</summary>
    public const string PersonalData = "contains_pii";

    /// <summary>It is larger than the policy takes.</summary>
    public const string Oversize = "oversize_payload";

    /// <summary>Its texts are longer than inspection reads.</summary>
    public const string ReadInPart = "partly_inspected";

    /// <summary>Something in it was replaced.</summary>
    public const string Redacted = "redacted";

    /// <summary>Its sender violates the policy again and again.</summary>
    public const string RepeatViolator = "repeat_violator";
}
