namespace AgentBus.Services;

/// <summary>Personal data in a text.</summary>
/// <param name="Type">What it is, e.g. EMAIL_ADDRESS.</param>
/// <param name="Start">Where it begins, in UTF-16 code units.</param>
/// <param name="Length">How long it is, in UTF-16 code units.</param>
public sealed record ContentFinding(string Type, int Start, int Length);
