namespace AgentBus.Cli.Examination;

/// <summary>What was looked at, how it is, and what to do about it; nothing to do where it is right.</summary>
internal sealed record Finding(string Subject, FindingLevel Level, string Says, string Remedy = "")
{
    public static Finding Right(string subject, string says) => new(subject, FindingLevel.Ok, says);

    public static Finding Warning(string subject, string says, string remedy) => new(subject, FindingLevel.Warning, says, remedy);

    public static Finding Wrong(string subject, string says, string remedy) => new(subject, FindingLevel.Wrong, says, remedy);
}
