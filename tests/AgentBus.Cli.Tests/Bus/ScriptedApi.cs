using System.Collections.Concurrent;
using System.Net;
using System.Text;
using AgentBus.TestKit;

namespace AgentBus.Cli.Tests.Bus;

/// <summary>An HTTP API that answers what it is told to, and keeps what it was asked: the contract of the bus's, as far as the commands go by it.</summary>
public sealed class ScriptedApi : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, (int Status, string Body)> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ScriptedQuestion> _asked = new();
    private readonly Task _serving;

    public ScriptedApi()
    {
        Url = $"http://127.0.0.1:{FreePorts.Take(1)[0]}";
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    public IReadOnlyList<ScriptedQuestion> Asked => [.. _asked];

    public ScriptedApi Answer(string question, string body, int status = 200)
    {
        _answers[question] = (status, body);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream);
            var question = $"{context.Request.HttpMethod} {context.Request.RawUrl}";
            _asked.Enqueue(new ScriptedQuestion(question, await reader.ReadToEndAsync(), context.Request.Headers["Authorization"] ?? ""));
            var (status, body) = _answers.GetValueOrDefault(question, (404, ""));
            context.Response.StatusCode = status;
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            context.Response.Close();
        }
    }
}

/// <summary>What the API was asked.</summary>
public sealed record ScriptedQuestion(string Question, string Body, string Authorization);
