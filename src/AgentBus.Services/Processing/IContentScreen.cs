namespace AgentBus.Services;

/// <summary>Finds and hides personal data in texts (BUS-12). The seam for inspection; until that comes, nothing is found. Thread-safe.</summary>
public interface IContentScreen
{
    /// <summary>What personal data the text holds.</summary>
    IReadOnlyList<ContentFinding> Detect(string text);

    /// <summary>The text with what was found hidden.</summary>
    string Redact(string text);
}
