using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Gateway.Tests.Commands;

/// <summary>Commands over a bare socket.</summary>
internal static class CommandCalls
{
    public static Task<ServerFrame> RunAsync(TestSocket socket, string name, params (string Name, string Value)[] arguments) => socket.AskAsync(new ClientFrame
    {
        Command = new Command { Name = name, Args = { arguments.ToDictionary(static argument => argument.Name, static argument => argument.Value) } },
    });

    public static string[] Texts(Value list) => [.. list.ListValue.Values.Select(static value => value.StringValue)];
}
