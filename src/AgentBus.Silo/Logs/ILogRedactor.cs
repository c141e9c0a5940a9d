namespace AgentBus.Silo.Logs;

/// <summary>
/// The one place at which secrets leave a line of the log (OBS-08). Everything that a line says of itself, of its fields and of an
/// exception passes through it. Implementations are thread-safe and do not fail.
/// </summary>
internal interface ILogRedactor
{
    /// <summary>The text without the secrets in it.</summary>
    string Redact(string text);
}
