using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>Classifications as texts show them.</summary>
internal static class ClassificationNames
{
    public static string Of(Classification classification) => classification switch
    {
        Classification.Public => "public",
        Classification.Internal => "internal",
        Classification.Confidential => "confidential",
        _ => "secret",
    };
}
