# The relaxed engine with an Emscripten older than relaxed SIMD (Debian 12's 3.1.6 is of LLVM 14):
# clang 19 compiles, its wasm-ld links against Emscripten's C library, and the wasm-opt of the npm
# package binaryen, which knows the new instructions, optimises. A current emsdk needs none of this.
find_program(RELAXED_CLANG NAMES clang-19 clang-20 clang-18 REQUIRED)
find_program(RELAXED_LD NAMES wasm-ld-19 wasm-ld-20 wasm-ld-18 REQUIRED)
set(sysroot ${EMSCRIPTEN_ROOT_PATH}/cache/sysroot)
set(libraries ${sysroot}/lib/wasm32-emscripten)
set(relaxed_folder ${CMAKE_BINARY_DIR}/relaxed)
get_directory_property(options COMPILE_OPTIONS)
get_directory_property(folders INCLUDE_DIRECTORIES)
list(TRANSFORM folders PREPEND -I)

# Compiles sources into relaxed_folder; their objects go to the list `result`.
function(compile_relaxed result)
    set(objects)
    foreach(source IN LISTS ARGN)
        file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR} ${source})
        string(REPLACE / _ name ${name})
        set(object ${relaxed_folder}/${name}.o)
        get_source_file_property(own_options ${source} COMPILE_OPTIONS)
        if(NOT own_options)
            set(own_options)
        elseif(own_options MATCHES -Oz)
            list(APPEND own_options -mllvm -disable-lsr) # as emcc does
        endif()
        get_source_file_property(definitions ${source} COMPILE_DEFINITIONS)
        if(definitions)
            list(APPEND own_options -D${definitions})
        endif()
        add_custom_command(
            OUTPUT ${object}
            COMMAND ${CMAKE_COMMAND} -E make_directory ${relaxed_folder}
            COMMAND ${RELAXED_CLANG} --target=wasm32-unknown-emscripten --sysroot=${sysroot}
                    -std=c11 ${options} ${own_options} ${flags_relaxed} ${folders}
                    -MD -MF ${object}.d -c ${source} -o ${object}
            DEPENDS ${source} DEPFILE ${object}.d VERBATIM)
        list(APPEND objects ${object})
    endforeach()
    set(${result} ${objects} PARENT_SCOPE)
endfunction()

# Links objects and the C library into a module, as emcc would.
set(imports ${relaxed_folder}/imports.txt)
file(WRITE ${imports} "emscripten_notify_memory_growth\n")
set(link ${RELAXED_LD} -L${libraries} --allow-undefined-file=${imports} -z stack-size=1048576
         --initial-memory=16777216 --max-memory=4294967296)
set(c_library -lstandalonewasm-memgrow -lstubs -lnoexit -lc -lemmalloc -lcompiler_rt)

compile_relaxed(core_objects ${core_sources})
add_custom_command(
    OUTPUT ${module_folder}/sluice-relaxed.wasm
    COMMAND ${link} --strip-all ${core_objects} ${libraries}/crt1_reactor.o ${c_library}
            --entry=_initialize -o ${relaxed_folder}/linked.wasm
    COMMAND ${CMAKE_COMMAND} -E make_directory ${module_folder}
    COMMAND ${optimise} ${relaxed_folder}/linked.wasm -o ${module_folder}/sluice-relaxed.wasm
    COMMAND ${split} ${module_folder}/sluice-relaxed.wasm
    DEPENDS ${core_objects} ${splitter} VERBATIM)

compile_relaxed(test_objects ${engine_tests})
list(APPEND test_objects $<TARGET_OBJECTS:tests>)
add_custom_command(
    OUTPUT ${CMAKE_BINARY_DIR}/sluice_tests_relaxed.wasm
    COMMAND ${link} ${core_objects} ${test_objects} ${libraries}/crt1.o ${c_library}
            -o ${CMAKE_BINARY_DIR}/sluice_tests_relaxed.wasm
    DEPENDS ${core_objects} ${test_objects} VERBATIM COMMAND_EXPAND_LISTS)
add_custom_target(sluice-relaxed ALL DEPENDS ${module_folder}/sluice-relaxed.wasm
                  ${CMAKE_BINARY_DIR}/sluice_tests_relaxed.wasm)

# for tests/bench
set(kernel ${bench_folder}/kernel-relaxed.wasm)
set(named ${bench_folder}/named-relaxed.wasm)
compile_relaxed(kernel_objects ${CMAKE_SOURCE_DIR}/tests/bench/kernel.c)
list(APPEND kernel_objects ${relaxed_folder}/src_math_gemm.c.o)
add_custom_command(
    OUTPUT ${kernel}
    COMMAND ${link} --strip-all ${kernel_objects} ${libraries}/crt1_reactor.o ${c_library}
            --entry=_initialize -o ${relaxed_folder}/kernel.wasm
    COMMAND ${CMAKE_COMMAND} -E make_directory ${bench_folder}
    COMMAND ${optimise} ${relaxed_folder}/kernel.wasm -o ${kernel}
    DEPENDS ${kernel_objects} VERBATIM)
add_custom_command(
    OUTPUT ${named}
    COMMAND ${link} --strip-debug ${core_objects} ${libraries}/crt1_reactor.o ${c_library}
            --entry=_initialize -o ${relaxed_folder}/named.wasm
    COMMAND ${CMAKE_COMMAND} -E make_directory ${bench_folder}
    COMMAND ${optimise} -g ${relaxed_folder}/named.wasm -o ${named}
    DEPENDS ${core_objects} VERBATIM)
add_custom_target(bench-relaxed DEPENDS ${kernel} ${named})
add_dependencies(bench bench-relaxed)
