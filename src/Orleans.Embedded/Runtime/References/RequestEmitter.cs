using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Embedded;

/// <summary>Generates the request class of one interface method: a field per argument, and the call.</summary>
internal sealed class RequestEmitter
{
    private const MethodAttributes Override = MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig;
    private readonly TypeBuilder _type;

    public RequestEmitter(ModuleBuilder module, string name, MethodInfo method, Type[] parameters)
    {
        var response = Response.Of(method)!;
        _type = module.DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed, response.RequestBase);
        Arguments = [.. parameters.Select((type, index) => _type.DefineField($"Argument{index}", type, FieldAttributes.Public))];
        Constructor = EmitConstructor(response.RequestBase);
        EmitInvoke(method, response);
        EmitArguments();
        _type.CreateType();
    }

    public ConstructorBuilder Constructor { get; }

    public FieldBuilder[] Arguments { get; }

    private ConstructorBuilder EmitConstructor(Type baseType)
    {
        var constructor = _type.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, [typeof(GrainMethod)]);
        var il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Call, baseType.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)[0]);
        il.Emit(OpCodes.Ret);
        return constructor;
    }

    private void EmitInvoke(MethodInfo method, Response response)
    {
        var il = _type.DefineMethod(nameof(GrainRequest.InvokeOn), Override, typeof(Task), [typeof(object)]).GetILGenerator();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Castclass, method.DeclaringType!);
        foreach (var argument in Arguments)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, argument);
        }

        il.Emit(OpCodes.Callvirt, method);
        response.EmitToTask(il);
        il.Emit(OpCodes.Ret);
    }

    private void EmitArguments()
    {
        if (Arguments.Length == 0)
        {
            return;
        }

        var count = _type.DefineMethod(nameof(GrainRequest.GetArgumentCount), Override, typeof(int), []).GetILGenerator();
        count.Emit(OpCodes.Ldc_I4, Arguments.Length);
        count.Emit(OpCodes.Ret);

        var get = _type.DefineMethod(nameof(GrainRequest.GetArgument), Override, typeof(object), [typeof(int)]).GetILGenerator();
        EmitSwitch(get, argument =>
        {
            get.Emit(OpCodes.Ldarg_0);
            get.Emit(OpCodes.Ldfld, argument);
            get.Emit(OpCodes.Box, argument.FieldType);
        });
        get.Emit(OpCodes.Ldarg_0);
        get.Emit(OpCodes.Ldarg_1);
        get.Emit(OpCodes.Call, typeof(GrainRequest).GetMethod(nameof(GrainRequest.GetArgument))!);
        get.Emit(OpCodes.Ret);

        var set = _type.DefineMethod(nameof(GrainRequest.SetArgument), Override, typeof(void), [typeof(int), typeof(object)]).GetILGenerator();
        EmitSwitch(set, argument =>
        {
            set.Emit(OpCodes.Ldarg_0);
            set.Emit(OpCodes.Ldarg_2);
            set.Emit(OpCodes.Unbox_Any, argument.FieldType);
            set.Emit(OpCodes.Stfld, argument);
        });
        set.Emit(OpCodes.Ldarg_0);
        set.Emit(OpCodes.Ldarg_1);
        set.Emit(OpCodes.Ldarg_2);
        set.Emit(OpCodes.Call, typeof(GrainRequest).GetMethod(nameof(GrainRequest.SetArgument))!);
        set.Emit(OpCodes.Ret);
    }

    /// <summary>One case per argument; an index outside of them falls through.</summary>
    private void EmitSwitch(ILGenerator il, Action<FieldBuilder> emitCase)
    {
        var cases = Array.ConvertAll(Arguments, _ => il.DefineLabel());
        var outside = il.DefineLabel();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Switch, cases);
        il.Emit(OpCodes.Br, outside);
        for (var index = 0; index < cases.Length; index++)
        {
            il.MarkLabel(cases[index]);
            emitCase(Arguments[index]);
            il.Emit(OpCodes.Ret);
        }

        il.MarkLabel(outside);
    }
}
