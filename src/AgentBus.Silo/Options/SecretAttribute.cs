namespace AgentBus.Silo.Options;

/// <summary>
/// Marks an option whose value nobody is to see (CFG-07): it is masked wherever settings are shown, and may come from a file that is named
/// by the same key with <c>File</c> or <c>_FILE</c> behind it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;
