namespace AgentBus.Services;

/// <summary>Finds and hides personal data in texts (BUS-12). By default with the inspector of messages (PII-04). Thread-safe.</summary>
public interface IContentScreen
{
    /// <summary>What personal data the text holds.</summary>
    IReadOnlyList<ContentFinding> Detect(string text);

    /// <summary>The text with what was found hidden.</summary>
    string Redact(string text);
}
