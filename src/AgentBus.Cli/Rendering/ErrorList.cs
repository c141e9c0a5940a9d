using AgentBus.Rego;

namespace AgentBus.Cli.Rendering;

/// <summary>Errors of policies: place, code and reason, the source line and the caret, and how many there are.</summary>
internal static class ErrorList
{
    public static void Write(TextWriter writer, IReadOnlyList<RegoError> errors)
    {
        foreach (var error in errors)
        {
            writer.WriteLine(error.Message);
        }

        writer.WriteLine(errors.Count == 1 ? "1 error" : $"{errors.Count} errors");
    }
}
