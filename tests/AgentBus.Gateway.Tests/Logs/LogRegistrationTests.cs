using AgentBus.Silo.Logs;
using AgentBus.Silo.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace AgentBus.Gateway.Tests.Logs;

public sealed class LogRegistrationTests
{
    [Theory]
    [InlineData(nameof(LogFormat.Json), JsonLogFormatter.FormatterName)]
    [InlineData(nameof(LogFormat.Text), TextLogFormatter.FormatterName)]
    public void The_console_writes_as_the_setting_says_and_every_line_passes_the_redactor(string format, string name)
    {
        var redactor = new CountingRedactor();
        using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ILogRedactor>(redactor)
            .AddLogging(logging => logging.AddBusConsole(new LogsOptions { Format = Enum.Parse<LogFormat>(format) }))
            .BuildServiceProvider();

        services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName.ShouldBe(name);
        services.GetServices<ConsoleFormatter>().ShouldContain(formatter => formatter.Name == name);
        services.GetRequiredService<ILogger<LogRegistrationTests>>().LogWarning("a line");
        redactor.Calls.ShouldBeGreaterThan(0);
    }

    private sealed class CountingRedactor : ILogRedactor
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public string Redact(string text)
        {
            Interlocked.Increment(ref _calls);
            return text;
        }
    }
}
