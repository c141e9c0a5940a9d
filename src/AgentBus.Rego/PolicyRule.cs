namespace AgentBus.Rego;

/// <summary>A rule of a compiled policy.</summary>
/// <param name="Name">Its path, from data on.</param>
/// <param name="Location">Where it stands.</param>
public sealed record PolicyRule(string Name, SourceLocation? Location)
{
    /// <summary>Whether it is a test: its last name begins with test_.</summary>
    public bool IsTest => LastName.StartsWith("test_", StringComparison.Ordinal);

    /// <summary>Whether it is a test that is to be skipped: its last name begins with todo_test_.</summary>
    public bool IsSkippedTest => LastName.StartsWith("todo_test_", StringComparison.Ordinal);

    private string LastName => Name[(Name.LastIndexOf('.') + 1)..];
}
