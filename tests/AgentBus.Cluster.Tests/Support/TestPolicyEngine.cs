using System.Collections.Concurrent;
using System.Text;
using AgentBus.Domain.Ports;
using AgentBus.Rego;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>Stands for a policy engine: it allows what a test does not answer otherwise. The path names the test.</summary>
internal sealed class TestPolicyEngine : IPolicyEngine
{
    private readonly ConcurrentDictionary<string, Func<RegoValue, Task<string>>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);

    /// <summary>Answers questions for a path, which are inputs, with bodies.</summary>
    public void Answer(string path, Func<RegoValue, Task<string>> answer) => _answers[path] = answer;

    /// <summary>Questions for a path so far.</summary>
    public int Asked(string path) => _asked.GetValueOrDefault(path);

    public async Task<ReadOnlyMemory<byte>> AskAsync(string path, ReadOnlyMemory<byte> question, CancellationToken cancellationToken)
    {
        _asked.AddOrUpdate(path, 1, static (_, before) => before + 1);
        return _answers.TryGetValue(path, out var answer)
            ? Encoding.UTF8.GetBytes(await answer(RegoValue.FromJson(Encoding.UTF8.GetString(question.Span))["input"]!))
            : """{"result": true}"""u8.ToArray();
    }
}
