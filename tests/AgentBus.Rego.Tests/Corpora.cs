using AgentBus.Rego.Compliance;
using AgentBus.TestKit;

namespace AgentBus.Rego.Tests;

/// <summary>Reads the public test cases of Rego.</summary>
internal static class Corpora
{
    public const string FileName = "opa-v1-cases.json.gz";

    public static IReadOnlyList<ComplianceCase> Cases()
    {
        var path = PublicCorpora.Find(FileName);
        Assert.SkipWhen(path is null, PublicCorpora.Missing(FileName));
        return CaseFile.Read(path!);
    }
}
