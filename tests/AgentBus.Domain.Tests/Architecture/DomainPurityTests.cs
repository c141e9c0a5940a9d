using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Tests.Scenes;

namespace AgentBus.Domain.Tests.Architecture;

public sealed partial class DomainPurityTests
{
    private static readonly string[] Outside =
        ["System.Net", "System.IO", "System.Data", "Microsoft.Data", "Microsoft.Extensions.Logging", "Microsoft.AspNetCore", "Npgsql", "StackExchange", "Orleans.Runtime"];

    [Fact]
    public void No_rule_reaches_for_network_files_databases_or_logs()
    {
        using var file = new PEReader(File.OpenRead(typeof(AdmissionPipeline).Assembly.Location));
        var metadata = file.GetMetadataReader();

        var namespaces = metadata.TypeReferences.Select(r => metadata.GetString(metadata.GetTypeReference(r).Namespace)).ToHashSet(StringComparer.Ordinal);

        namespaces.Where(static n => Array.Exists(Outside, o => n == o || n.StartsWith(o + ".", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void No_rule_waits_or_asks_for_the_time()
    {
        var files = SourceTree.Files("*.cs", "src/AgentBus.Domain").Where(static f => !f.Contains("/Ports/", StringComparison.Ordinal)).ToArray();

        files.Length.ShouldBeGreaterThan(20);
        files.Where(static f => SourceTree.Lines(f).Any(static l => Impure().IsMatch(WithoutComment(l)))).ShouldBeEmpty();
    }

    private static string WithoutComment(string line) => line.Split("//")[0];

    [GeneratedRegex(@"\b(Task|ValueTask|async|await|TimeProvider|Stopwatch|Random|UtcNow|Environment\.TickCount)\b(?!\s*=)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Impure();
}
