namespace AgentBus.Services;

/// <summary>The default while there is no inspection.</summary>
internal sealed class NothingScreened : IContentScreen
{
    public IReadOnlyList<ContentFinding> Detect(string text) => [];

    public string Redact(string text) => text;
}
