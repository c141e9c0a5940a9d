namespace AgentBus.Gateway.Tests;

/// <summary>A document that is written from the code, and must not drift from it.</summary>
internal static class GeneratedDocument
{
    private const string WriteSwitch = "AGENTBUS_WRITE_DOCS";

    /// <summary>Compares; with the switch it writes first.</summary>
    public static void Check(string path, string text)
    {
        var file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable(WriteSwitch) == "1")
        {
            File.WriteAllText(file, text);
        }

        File.ReadAllText(file).ShouldBe(text, $"{path} is generated: run this test with {WriteSwitch}=1.");
    }
}
