namespace AgentBus.Cli.Policies;

/// <summary>How a test ended, in the words of <c>opa test</c>.</summary>
internal enum TestOutcome
{
    Pass,
    Fail,
    Error,
    Skipped,
}
