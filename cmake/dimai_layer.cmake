# dimai_layer(<name> SOURCES ... HEADERS ... USES ... PRIVATE_USES ...)
# One target a layer, named dimai::<name>. USES: lower layers; PRIVATE_USES: libraries that .cpp files alone include.
function(dimai_layer name)
  cmake_parse_arguments(layer "" "" "SOURCES;HEADERS;USES;PRIVATE_USES" ${ARGN})
  add_library(dimai_${name} STATIC ${layer_SOURCES})
  add_library(dimai::${name} ALIAS dimai_${name})
  target_sources(dimai_${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}
                 FILES ${layer_HEADERS})
  set_target_properties(dimai_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  target_link_libraries(dimai_${name} PUBLIC dimai_options ${layer_USES} PRIVATE ${layer_PRIVATE_USES})
endfunction()
